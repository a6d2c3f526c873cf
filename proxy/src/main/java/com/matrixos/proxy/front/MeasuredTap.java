package com.matrixos.proxy.front;

import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Another tap, which a body that turns out too long does not get past. Nothing is kept of the body.
final class MeasuredTap implements Tap {
    private final Tap tap;
    private final long limit;
    private final Verdict.Respond tooLong;
    private long bytes;

    /// @param limit of the body, in bytes
    /// @param tooLong the answer to one that is longer
    MeasuredTap(Tap tap, long limit, Verdict.Respond tooLong) {
        this.tap = tap;
        this.limit = limit;
        this.tooLong = tooLong;
    }

    @Override
    public void request(ByteBuffer piece) {
        bytes += piece.remaining();
        if (bytes <= limit) {
            tap.request(piece);
        }
    }

    @Override
    public Verdict.@Nullable Respond refusal() {
        return bytes > limit ? tooLong : tap.refusal();
    }

    /// The end may have come in the same breath as what was too much.
    @Override
    public void gate(Consumer<Permit> decide) {
        if (bytes > limit) {
            decide.accept(new Permit.Refused(tooLong));
        } else {
            tap.gate(decide);
        }
    }

    @Override
    public Handling answered(ResponseHead head) {
        return tap.answered(head);
    }

    @Override
    public @Nullable Cut response(ByteBuffer piece) {
        return tap.response(piece);
    }

    @Override
    public void collected(byte[] body, Consumer<Verdict.Respond> decide) {
        tap.collected(body, decide);
    }

    @Override
    public Duration abandoned() {
        return tap.abandoned();
    }

    @Override
    public void ended(End end, boolean sent) {
        tap.ended(end, sent);
    }
}
