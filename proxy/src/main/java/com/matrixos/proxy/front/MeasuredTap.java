package com.matrixos.proxy.front;

import com.matrixos.relay.Tap;
import com.matrixos.relay.TapAround;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Another tap, which a body that turns out too long does not get past. Nothing is kept of the body.
final class MeasuredTap extends TapAround {
    private final long limit;
    private final Verdict.Respond tooLong;
    private long bytes;

    /// @param limit of the body, in bytes
    /// @param tooLong the answer to one that is longer
    MeasuredTap(Tap tap, long limit, Verdict.Respond tooLong) {
        super(tap);
        this.limit = limit;
        this.tooLong = tooLong;
    }

    @Override
    public void request(ByteBuffer piece) {
        bytes += piece.remaining();
        if (bytes <= limit) {
            super.request(piece);
        }
    }

    @Override
    public Verdict.@Nullable Respond refusal() {
        return bytes > limit ? tooLong : super.refusal();
    }

    /// The end may have come in the same breath as what was too much.
    @Override
    public void gate(Consumer<Permit> decide) {
        if (bytes > limit) {
            decide.accept(new Permit.Refused(tooLong));
        } else {
            super.gate(decide);
        }
    }
}
