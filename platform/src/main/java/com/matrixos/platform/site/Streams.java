package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The streams of events that are open. Each belongs to the thread of its request, ends when its client
/// is gone (the next write fails), when who asked for it may not see it any more, or when this is closed.
/// Safe for use from any thread.
final class Streams implements AutoCloseable {
    /// How often something is sent when nothing changes.
    static final Duration TICK = Duration.ofSeconds(5);

    /// How often a comment is sent.
    static final Duration PING = Duration.ofSeconds(15);

    /// As many tabs as one person may follow something in; a browser opens six to one host over HTTP/1.1.
    static final int EACH = 12;

    /// How many there may be in all.
    private static final int ALL = 1_000;

    private static final Map<String, String> HEADERS = Map.of(
            "content-type", "text/event-stream",
            "cache-control", "private, no-store",
            "x-accel-buffering", "no");

    private final Map<String, Integer> watchers = new ConcurrentHashMap<>();
    private final Set<Pulse> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Scheduler scheduler;

    Streams(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// What a stream tells. Belongs to the stream's thread.
    interface Feed extends AutoCloseable {
        /// Sends what there is to say now.
        void write(Events events) throws IOException;

        @Override
        void close();
    }

    /// Begins to gather what a stream tells.
    @FunctionalInterface
    interface Source {
        /// @param pulse to be beaten when there is something new
        Feed open(Pulse pulse);
    }

    /// An answer that goes on until nobody listens.
    ///
    /// @param watcher who listens, for the limit
    /// @param allowed whether they still may; asked before each event
    /// @throws com.matrixos.base.http.ProblemException 429 when they have too many open
    Answer open(Call call, String watcher, BooleanSupplier allowed, Source source) {
        if (call.method().equals("HEAD")) {
            return new Answer(200, HEADERS, new Answer.Bytes(new byte[0]));
        }
        take(watcher);
        return new Answer(200, HEADERS, new Answer.Stream(-1, out -> {
            try {
                run(out, allowed, source);
            } finally {
                give(watcher);
            }
        }));
    }

    @Override
    public void close() {
        closed.set(true);
        open.forEach(Pulse::end);
    }

    private void run(OutputStream out, BooleanSupplier allowed, Source source) throws IOException {
        var pulse = new Pulse();
        open.add(pulse);
        if (closed.get()) {
            pulse.end();
        }
        Cancellable tick = scheduler.every(TICK, pulse::due);
        Cancellable ping = scheduler.every(PING, pulse::ping);
        try (Feed feed = source.open(pulse)) {
            beat(pulse, allowed, feed, new Events(out));
        } finally {
            tick.cancel();
            ping.cancel();
            open.remove(pulse);
        }
    }

    private static void beat(Pulse pulse, BooleanSupplier allowed, Feed feed, Events events) throws IOException {
        while (true) {
            switch (pulse.next()) {
                case DUE -> {
                    if (!allowed.getAsBoolean()) {
                        return;
                    }
                    feed.write(events);
                }
                case PING -> events.ping();
                case ENDED -> {
                    return;
                }
            }
        }
    }

    private void take(String watcher) {
        int mine = watchers.merge(watcher, 1, Integer::sum);
        if (mine > EACH || open.size() >= ALL) {
            give(watcher);
            throw Problems.tooManyWatchers().exception();
        }
    }

    private void give(String watcher) {
        watchers.computeIfPresent(watcher, (_, count) -> count == 1 ? null : count - 1);
    }
}
