package com.matrixos.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// Lets everything pass unless told otherwise, and writes down what it sees.
final class ScriptedTap implements Tap {
    final BlockingQueue<Consumer<Permit>> gates = new LinkedBlockingQueue<>();
    final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    final CountDownLatch answered = new CountDownLatch(1);
    final CountDownLatch abandoned = new CountDownLatch(1);
    private final StringBuffer requested = new StringBuffer();
    private final StringBuffer responded = new StringBuffer();
    private boolean gated;
    private int most = Integer.MAX_VALUE;
    private Verdict.Respond refusal;
    private Handling handling = Handling.Stream.UNCHANGED;
    private Function<String, Cut> cutting = _ -> null;
    private BiConsumer<String, Consumer<Verdict.Respond>> replacing = (_, _) -> {};
    private Duration patience = Duration.ZERO;

    /// Asks the test before a request is complete: [#gates].
    ScriptedTap gated() {
        gated = true;
        return this;
    }

    ScriptedTap handling(Handling handling) {
        this.handling = handling;
        return this;
    }

    /// Is asked for each piece with all that has come so far.
    ScriptedTap cutting(Function<String, Cut> cutting) {
        this.cutting = cutting;
        return this;
    }

    ScriptedTap replacing(BiConsumer<String, Consumer<Verdict.Respond>> replacing) {
        this.replacing = replacing;
        return this;
    }

    ScriptedTap patience(Duration patience) {
        this.patience = patience;
        return this;
    }

    /// Refuses a request as soon as it has so many bytes.
    ScriptedTap refusingAt(int bytes, Verdict.Respond answer) {
        this.most = bytes;
        this.refusal = answer;
        return this;
    }

    String requested() {
        return requested.toString();
    }

    String responded() {
        return responded.toString();
    }

    Consumer<Permit> awaitGate() throws InterruptedException {
        return gates.poll(30, TimeUnit.SECONDS);
    }

    End awaitEnd() throws InterruptedException {
        return ends.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public void request(ByteBuffer piece) {
        requested.append(StandardCharsets.ISO_8859_1.decode(piece));
    }

    @Override
    public Verdict.Respond refusal() {
        return requested.length() < most ? null : refusal;
    }

    @Override
    public void gate(Consumer<Permit> decide) {
        if (gated) {
            gates.add(decide);
        } else {
            decide.accept(new Permit.Granted());
        }
    }

    @Override
    public Handling answered(ResponseHead head) {
        answered.countDown();
        return handling;
    }

    @Override
    public Cut response(ByteBuffer piece) {
        responded.append(StandardCharsets.ISO_8859_1.decode(piece));
        return cutting.apply(responded());
    }

    @Override
    public void collected(byte[] body, Consumer<Verdict.Respond> decide) {
        replacing.accept(new String(body, StandardCharsets.ISO_8859_1), decide);
    }

    @Override
    public Duration abandoned() {
        abandoned.countDown();
        return patience;
    }

    @Override
    public void ended(End end, boolean sent) {
        ends.add(end);
    }
}
