package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an exchange does for the sake of a [Tap]; as it stands here, for an exchange into which nobody
/// looks. Called on the exchange's event loop only.
interface Tapping {
    /// Nobody looks in. Has no state, so all loops share it.
    Tapping NONE = new Tapping() {};

    /// Where the request's body goes when it may go.
    interface Request {
        void data(ByteBuf piece);

        void end(byte[] trailers);
    }

    static Tapping of(@Nullable Tap tap) {
        return tap == null ? NONE : new Tapped(tap);
    }

    /// A verdict that came when its exchange was over: its tap hears of no other end.
    static void unused(Verdict verdict) {
        if (verdict instanceof Verdict.Forward forward) {
            of(forward.tap()).ended(Tap.End.CLIENT_GONE);
        }
    }

    /// Whether anybody looks in.
    default boolean present() {
        return false;
    }

    /// Takes a piece of the request, and gives back what may go now.
    ///
    /// @param refuse told, once at most, that the tap wants no more of the request
    default @Nullable ByteBuf request(ByteBuf piece, Consumer<Tap.Permit> refuse) {
        return piece;
    }

    /// The request is complete: ends it, or asks the tap first.
    default void requestEnd(byte[] trailers, Request request, Consumer<Tap.Permit> decide) {
        request.end(trailers);
    }

    /// The tap lets the request be completed.
    default void grant() {}

    /// Whether a complete request waits for the tap.
    default boolean pending() {
        return false;
    }

    /// The upstream's connection has failed.
    ///
    /// @param beforeUse whether the upstream may have closed it before the request was on it
    default void failed(boolean beforeUse) {}

    /// Lets the held end of the request go if it may go.
    default void release(Request request) {}

    default Tap.Handling answered(ResponseHead head) {
        return Tap.Handling.Stream.UNCHANGED;
    }

    /// Shows a piece of the answer to the tap.
    default Tap.@Nullable Cut response(ByteBuf piece) {
        return null;
    }

    /// Keeps a piece of the answer; takes over its buffer.
    ///
    /// @throws BadMessage when the answer is longer than the tap wants
    default void collect(ByteBuf piece) {
        piece.release();
    }

    /// The answer has been collected.
    default void collected(Consumer<Verdict.Respond> decide) {}

    /// The client has left; how much longer the upstream is listened to.
    default Duration abandoned() {
        return Duration.ZERO;
    }

    /// How the exchange is going to end; the first word counts.
    default void ending(Tap.End how) {}

    /// It has ended, as said before or else in this way.
    default void ended(Tap.End how) {}
}
