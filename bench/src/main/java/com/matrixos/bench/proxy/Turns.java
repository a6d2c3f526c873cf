package com.matrixos.bench.proxy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One target's turns of each kind.
final class Turns {
    private static final Duration REST_OF_STREAMS = Duration.ofMillis(20);
    private static final Duration REST_AT_ONCE = Duration.ZERO;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long IDLE_NANOS = 50_000_000;

    private final Stage stage;
    private final Map<Target, Requests> messages = new HashMap<>();
    private final Map<Target, Requests> streams = new HashMap<>();

    Turns(Stage stage) {
        this.stage = stage;
    }

    /// Every kind of answer, for so long each.
    void warmUp(Target target, Duration length) throws InterruptedException {
        stage.mock().answer(new Script.Message());
        Progress.say("warming up " + target.name() + ", JSON: "
                + WarmUp.run(stage.clients(), target, messages(target), length));
        stage.mock().answer(new Script.ShortStream(REST_AT_ONCE));
        Progress.say("warming up " + target.name() + ", SSE: "
                + WarmUp.run(stage.clients(), target, streams(target), length));
        Progress.say("warming up " + target.name(), events(target, Size.few(length)));
    }

    Sample message(Target target, FirstBytes.Load load) throws InterruptedException {
        return firstByte(target, messages(target), new Script.Message(), load);
    }

    Sample stream(Target target, FirstBytes.Load load) throws InterruptedException {
        return firstByte(target, streams(target), new Script.ShortStream(REST_OF_STREAMS), load);
    }

    Sample events(Target target, EventDelays.Load load) throws InterruptedException {
        collectOurGarbage();
        return EventDelays.run(stage, target, streams(target), load);
    }

    Sample uploads(Target target, int count) throws InterruptedException {
        collectOurGarbage();
        return Uploads.run(stage, target, count);
    }

    /// Calls that a target was sent until now, long uploads left out.
    long calls(Target target) throws InterruptedException {
        return Stage.on(
                stage.clients(),
                () -> messages(target).handedOut() + streams(target).handedOut());
    }

    /// Waits until a target that did not keep up has nothing left to do, at most for so long: what it still
    /// has to do would fall on the next one.
    static void settle(Target target, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        long used = IDLE_NANOS;
        while (used >= IDLE_NANOS && System.nanoTime() < until) {
            var meter = ProcessMeter.begin(target);
            Thread.sleep(LOOK);
            used = meter.end().cpu().toNanos();
        }
    }

    private Sample firstByte(Target target, Requests requests, Script script, FirstBytes.Load load)
            throws InterruptedException {
        stage.mock().answer(script);
        collectOurGarbage();
        return FirstBytes.run(stage.clients(), target, requests, load);
    }

    private Requests messages(Target target) {
        return messages.computeIfAbsent(target, _ -> Requests.of(target, false));
    }

    private Requests streams(Target target) {
        return streams.computeIfAbsent(target, _ -> Requests.of(target, true));
    }

    /// The load generator's own, so that collecting it falls between the turns and not into them.
    private static void collectOurGarbage() {
        System.gc();
    }
}
