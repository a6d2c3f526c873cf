package com.matrixos.bench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The time to the first byte under load that comes whether or not the target keeps up: calls arrive at
/// random, and each is timed from when it should have been made. Its state is used on the client's loop.
final class FirstBytes {
    private static final long SECOND = 1_000_000_000L;

    /// Calls of this long before those that count: connections are opened in it.
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    /// How long the last calls may take to end.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// More calls than arrive in this time without a byte of an answer, and the target does not keep up.
    private static final double MOST_WAITING_SECONDS = 0.2;

    /// What arrives.
    ///
    /// @param perSecond calls on average
    /// @param length of the part that counts
    /// @param seed the same seed gives the same arrivals, so that all targets meet the same bursts
    record Load(int perSecond, Duration length, long seed) {}

    private final Connections connections;
    private final Requests requests;
    private final Load load;
    private final SplittableRandom random;
    private final Window counted;
    private final Histogram nanos = Sample.histogram();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private String trouble = "";
    private long made;
    private long answered;
    private long ended;
    private boolean allMade;

    private FirstBytes(Connections connections, Requests requests, Load load, long start) {
        this.connections = connections;
        this.requests = requests;
        this.load = load;
        this.random = new SplittableRandom(load.seed());
        long from = start + LEAD_IN.toNanos();
        this.counted = new Window(from, from + load.length().toNanos());
    }

    /// Puts the load on the target and waits for its end.
    static Sample run(EventLoop clients, Target target, Requests requests, Load load) throws InterruptedException {
        var connections = new Connections(clients, target);
        var meter = ProcessMeter.begin(target);
        long start = System.nanoTime();
        var run = new FirstBytes(connections, requests, load, start);
        Cadence.begin(clients, start, run::gap, run::arrive);
        Duration most = LEAD_IN.plus(load.length()).plus(PATIENCE);
        String late = run.over
                .completeOnTimeout("calls that do not end", most.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        Cost cost = meter.end();
        return Stage.on(clients, () -> {
            var sample = run.sample(late, cost);
            connections.close();
            return sample;
        });
    }

    /// Exponential, as of many users who know nothing of each other.
    private long gap() {
        return (long) (-Math.log(1 - random.nextDouble()) * SECOND / load.perSecond());
    }

    private boolean arrive(long due) {
        if (due >= counted.to()) {
            allMade = true;
            if (made - answered > load.perSecond() * MOST_WAITING_SECONDS) {
                trouble("%d of %d calls were waiting at the end".formatted(made - answered, made));
            }
            completeWhenOver();
            return false;
        }
        made++;
        connections.call(new Timed(due));
        return true;
    }

    private Sample sample(String late, Cost cost) {
        return new Sample(nanos.copy(), made, answered, 0, trouble.isEmpty() ? late : trouble, cost);
    }

    private void trouble(String what) {
        if (trouble.isEmpty()) {
            trouble = what;
        }
    }

    private void completeWhenOver() {
        if (allMade && ended == made) {
            over.complete("");
        }
    }

    private void end() {
        ended++;
        completeWhenOver();
    }

    private final class Timed implements Call {
        private final long due;

        Timed(long due) {
            this.due = due;
        }

        @Override
        public void write(Channel channel) {
            var _ = channel.writeAndFlush(requests.next(), channel.voidPromise());
        }

        @Override
        public void firstByte(long now) {
            answered++;
            if (counted.contains(due)) {
                nanos.recordValue(now - due);
            }
        }

        @Override
        public void done() {
            end();
        }

        @Override
        public void failed(String why) {
            trouble(why);
            end();
        }
    }
}
