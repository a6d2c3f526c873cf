package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps for a tap what it holds back of one exchange: the end of the request, an answer that is collected.
final class Tapped implements Tapping {
    private static final long SURELY_RECEIVED_NANOS = 1_000_000_000;

    private final Tap tap;
    private @Nullable ByteBuf held;
    private byte[] trailers = BodyReader.NO_TRAILERS;
    private boolean refused;
    private boolean complete;
    private boolean granted;
    private boolean sent;
    private long sentAt;
    private ByteBuf collected = Unpooled.EMPTY_BUFFER;
    private int maxCollected;
    private boolean mayCut;
    private Tap.@Nullable End end;

    Tapped(Tap tap) {
        this.tap = tap;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public @Nullable ByteBuf request(ByteBuf piece, Consumer<Tap.Permit> refuse) {
        tap.request(piece.nioBuffer().asReadOnlyBuffer());
        Verdict.Respond refusal = refused ? null : tap.refusal();
        if (refusal != null) {
            refused = true;
            refuse.accept(new Tap.Permit.Refused(refusal));
        }
        ByteBuf before = held;
        held = piece;
        return before;
    }

    @Override
    public void requestEnd(byte[] trailers, Request request, Consumer<Tap.Permit> decide) {
        this.trailers = trailers;
        complete = true;
        tap.gate(decide);
    }

    @Override
    public void grant() {
        granted = true;
    }

    @Override
    public boolean pending() {
        return complete && !granted;
    }

    @Override
    public void release(Request request) {
        if (!granted || !complete) {
            return;
        }
        ByteBuf last = held;
        held = null;
        complete = false;
        if (last != null) {
            request.data(last);
        }
        request.end(trailers);
        sent = true;
        sentAt = System.nanoTime();
    }

    /// Nobody can prove it, but a connection from the pool that dies at once was dead before.
    @Override
    public void failed(boolean beforeUse) {
        sent &= !beforeUse || System.nanoTime() - sentAt > SURELY_RECEIVED_NANOS;
    }

    @Override
    public Tap.Handling answered(ResponseHead head) {
        mayCut = head.mayBeCut();
        Tap.Handling handling = tap.answered(head);
        if (handling instanceof Tap.Handling.Collect(int maxBytes)) {
            maxCollected = maxBytes;
        }
        return handling;
    }

    @Override
    public Tap.@Nullable Cut response(ByteBuf piece) {
        Tap.Cut cut = tap.response(piece.nioBuffer().asReadOnlyBuffer());
        return mayCut ? cut : null;
    }

    @Override
    public void collect(ByteBuf piece) {
        if (collected.readableBytes() + piece.readableBytes() > maxCollected) {
            piece.release();
            throw new BadMessage("an answer too long to be kept");
        }
        collected = Channels.append(piece.alloc(), collected, piece);
    }

    @Override
    public void collected(Consumer<Verdict.Respond> decide) {
        var body = new byte[collected.readableBytes()];
        collected.readBytes(body);
        tap.collected(body, decide);
    }

    @Override
    public Duration abandoned() {
        return tap.abandoned();
    }

    @Override
    public void ending(Tap.End how) {
        end = end == null ? how : end;
    }

    @Override
    public void ended(Tap.End how) {
        ending(how);
        if (held != null) {
            held.release();
            held = null;
        }
        collected.release();
        collected = Unpooled.EMPTY_BUFFER;
        tap.ended(end == null ? how : end, sent);
    }
}
