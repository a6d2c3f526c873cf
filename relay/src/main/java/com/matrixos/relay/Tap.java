package com.matrixos.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks into one exchange while its bytes pass, and may do five things to it: refuse the request on its way,
/// hold back its end, edit the answer's head, cut the answer short, or replace it whole. What it lets pass,
/// passes unchanged.
///
/// Every method is called on the exchange's event loop, so none may block; a buffer is a read-only view
/// that is valid during the call only. Order of the calls:
///
/// ```
/// ( request refusal )*  gate?  answered?  ( response* | collected? )  abandoned?  ended
/// ```
///
/// `answered` may come before `gate`: an upstream may refuse a request of which it has seen the head only.
public interface Tap {
    /// A piece of the request's body.
    void request(ByteBuffer piece);

    /// Asked after each piece of the request's body whether it has seen enough to refuse it: the answer that
    /// the client gets, or null to go on. As with [Permit.Refused] the upstream's connection is dropped
    /// before it has the whole request; pieces that have come already, and the gate, may follow all the same.
    default Verdict.@Nullable Respond refusal() {
        return null;
    }

    /// The request's body is complete. Its last bytes, without which the upstream has no request, are held
    /// back until `decide` is called, once, now or later, from any thread. Not called for a request without
    /// a body.
    void gate(Consumer<Permit> decide);

    /// The answer's head has come; says what is to become of the answer.
    Handling answered(ResponseHead head);

    /// A piece of a streamed answer, before it is sent on.
    ///
    /// @return null to let it pass, or where to end the answer; obeyed only where [ResponseHead#mayBeCut]
    @Nullable
    Cut response(ByteBuffer piece);

    /// A collected answer is complete. `decide` is called once, now or later, from any thread, with what
    /// the client gets in its place.
    void collected(byte[] body, Consumer<Verdict.Respond> decide);

    /// The client has left while the upstream is at work: it has closed its connection, or has ended its side
    /// of it and nothing has come since.
    ///
    /// @return how much longer to listen to the upstream, whose bytes go on coming to [#response], or to
    /// [#collected] if the answer was being collected already; zero to cut it off now
    Duration abandoned();

    /// The exchange is over. Called once, last; also for a verdict that came too late to be followed.
    ///
    /// @param sent whether the end of the request's body went to the upstream; false for a request without
    /// a body
    void ended(End end, boolean sent);

    /// Whether the request may be completed.
    sealed interface Permit {
        /// It may.
        record Granted() implements Permit {}

        /// It may not: the upstream's connection is dropped and the client gets this answer.
        record Refused(Verdict.Respond answer) implements Permit {}
    }

    /// What is to become of an answer.
    sealed interface Handling {
        /// It is sent on as it comes.
        ///
        /// @param edits changes to its head, or null for none
        record Stream(@Nullable ResponseEdits edits) implements Handling {
            /// As it comes, head and body.
            public static final Stream UNCHANGED = new Stream(null);
        }

        /// It is kept until it is complete and then given to [#collected]; 502 when it is longer.
        ///
        /// @param maxBytes of its body
        record Collect(int maxBytes) implements Handling {}
    }

    /// The end of an answer before its end: the client gets the first `length` bytes of the present piece,
    /// then `tail`, then an orderly end; the upstream's connection is closed.
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Cut(int length, byte[] tail) {}

    /// How an exchange ended.
    enum End {
        /// The client has got the whole answer, or its replacement.
        COMPLETE,
        /// The tap has cut the answer short.
        CUT,
        /// The client left; the upstream may have been listened to until its end all the same.
        CLIENT_GONE,
        /// The upstream broke off in the middle of its answer, or fell silent.
        UPSTREAM_BROKE,
        /// The tap has refused the request.
        REFUSED,
        /// The upstream could not be used; the client got an error.
        FAILED,
        /// The relay was closed, and could wait no longer.
        STOPPED
    }
}
