package com.matrixos.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Another tap, which hears and decides everything; for who adds something to it.
public abstract class TapAround implements Tap {
    private final Tap tap;

    protected TapAround(Tap tap) {
        this.tap = tap;
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
        tap.ended(end, sent);
    }
}
