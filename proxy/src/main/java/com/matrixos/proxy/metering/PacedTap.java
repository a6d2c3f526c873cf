package com.matrixos.proxy.metering;

import com.matrixos.proxy.traffic.Pass;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives a call's place back when its exchange is over; everything else is another tap's.
final class PacedTap implements Tap {
    private final Tap tap;
    private final Pass pass;

    PacedTap(Tap tap, Pass pass) {
        this.tap = tap;
        this.pass = pass;
    }

    @Override
    public void request(ByteBuffer piece) {
        tap.request(piece);
    }

    @Override
    public Verdict.@Nullable Respond refusal() {
        return tap.refusal();
    }

    @Override
    public void gate(Consumer<Permit> decide) {
        tap.gate(decide);
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
        pass.close();
        tap.ended(end, sent);
    }
}
