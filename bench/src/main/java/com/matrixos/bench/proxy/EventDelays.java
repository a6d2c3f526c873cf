package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How late events arrive on many open streams. Every event bears the time at which the mock wrote it. The
/// state is used on the client's loop.
final class EventDelays {
    private static final long OPENING_GAP = 2_000_000;
    private static final long TOGETHER = 1_000_000;
    private static final Duration LEAD_IN = Duration.ofSeconds(2);
    private static final Duration STRAGGLERS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double LEAST_SENT = 0.97;
    private static final double LEAST_READ = 0.99;
    private static final long MOST_USUAL_NANOS = 200_000_000;

    /// What the mock sends.
    ///
    /// @param streams open at once
    /// @param perSecond events on each
    /// @param length of the part that counts
    record Load(int streams, int perSecond, Duration length) {}

    private final Stage stage;
    private final Target target;
    private final Requests requests;
    private final Load load;
    private final Connections connections;
    private final Histogram nanos = Sample.histogram();
    private final CompletableFuture<String> opened = new CompletableFuture<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private Window counted = new Window(0, 0);
    private String trouble = "";
    private int made;
    private int begun;
    private int ended;
    private long got;
    private long coalesced;

    private EventDelays(Stage stage, Target target, Requests requests, Load load) {
        this.stage = stage;
        this.target = target;
        this.requests = requests;
        this.load = load;
        this.connections = new Connections(stage.clients(), target);
    }

    /// Opens the streams, measures them and ends them.
    static Sample run(Stage stage, Target target, Requests requests, Load load) throws InterruptedException {
        var run = new EventDelays(stage, target, requests, load);
        stage.mock().answer(new Script.HeldStream());
        Cadence.begin(stage.clients(), System.nanoTime(), () -> OPENING_GAP, _ -> run.openOne());
        String unopened = await(run.opened, "streams that do not begin");
        var sample = run.measure();
        String unended = await(run.over, "streams that do not end");
        return Stage.on(stage.clients(), () -> {
            run.connections.close();
            return run.withTrouble(sample, unopened.isEmpty() ? unended : unopened);
        });
    }

    private Sample measure() throws InterruptedException {
        EventLoop mock = stage.mock().loop();
        long from = System.nanoTime() + LEAD_IN.toNanos();
        var window = new Window(from, from + load.length().toNanos());
        Stage.on(stage.clients(), () -> counted = window);
        mock.execute(() -> stage.mock().pacer().begin(load.perSecond(), window));
        TimeUnit.NANOSECONDS.sleep(window.from() - System.nanoTime());
        var meter = ProcessMeter.begin(target);
        TimeUnit.NANOSECONDS.sleep(window.to() - System.nanoTime());
        Cost cost = meter.end();
        Thread.sleep(STRAGGLERS);
        long sent = Stage.on(mock, () -> {
            stage.mock().pacer().finish();
            return stage.mock().pacer().sent();
        });
        return Stage.on(stage.clients(), () -> new Sample(nanos.copy(), sent, got, coalesced, shortfall(sent), cost));
    }

    private String shortfall(long sent) {
        long planned = load.streams() * (long) load.perSecond() * load.length().toSeconds();
        if (sent < planned * LEAST_SENT) {
            return "the machine had no time to send %d of %d events".formatted(planned - sent, planned);
        }
        if (got < sent * LEAST_READ) {
            return "%d of %d events came too late to count".formatted(sent - got, sent);
        }
        return nanos.getValueAtPercentile(50) > MOST_USUAL_NANOS ? "half of the events were over 0.2 s late" : "";
    }

    private Sample withTrouble(Sample sample, String late) {
        String first = trouble.isEmpty() ? late : trouble;
        return first.isEmpty()
                ? sample
                : new Sample(sample.nanos(), sample.expected(), sample.got(), sample.coalesced(), first, sample.cost());
    }

    private static String await(CompletableFuture<String> what, String otherwise) {
        return what.completeOnTimeout(otherwise, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private boolean openOne() {
        connections.call(new OneStream());
        made++;
        return made < load.streams();
    }

    private void completeWhenReady() {
        if (begun + ended >= load.streams()) {
            opened.complete("");
        }
        if (ended == load.streams()) {
            over.complete("");
        }
    }

    private final class OneStream implements Call {
        private final EventTimes times = new EventTimes();
        private long lastSent;
        private long lastRead;

        @Override
        public void write(Channel channel) {
            var _ = channel.writeAndFlush(requests.next(), channel.voidPromise());
        }

        @Override
        public void firstByte(long now) {
            begun++;
            completeWhenReady();
        }

        @Override
        public void content(ByteBuf bytes, Arrival arrival) {
            times.read(bytes, sent -> event(sent, arrival));
        }

        @Override
        public void done() {
            ended++;
            completeWhenReady();
        }

        @Override
        public void failed(String why) {
            trouble = trouble.isEmpty() ? why : trouble;
            done();
        }

        private void event(long sent, Arrival arrival) {
            if (counted.contains(sent)) {
                nanos.recordValue(Math.max(0, arrival.time() - sent));
                got++;
                coalesced += arrival.number() == lastRead && sent - lastSent > TOGETHER ? 1 : 0;
            }
            lastSent = sent;
            lastRead = arrival.number();
        }
    }
}
