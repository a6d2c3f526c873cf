package com.matrixos.proxy.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands what happens to calls on to those who watch their user. Publishing never blocks, so event loops
/// may; a watcher that does not keep up loses the oldest news, which later news make pointless anyway.
///
/// Safe for use from any thread.
public final class LiveUsage implements AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final Map<String, List<Watch>> watches = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Something has happened to a call.
    public void publish(LiveCall call) {
        List<Watch> watching = watches.get(call.user());
        if (watching != null) {
            watching.forEach(watch -> watch.add(call));
        }
    }

    /// Begins to watch a user's calls; close it to end that.
    public Watch watch(String user) {
        var watch = new Watch(user);
        watches.compute(user, (_, watching) -> {
            List<Watch> all = watching == null ? new CopyOnWriteArrayList<>() : watching;
            all.add(watch);
            return all;
        });
        return watch;
    }

    /// How many watch a user.
    public int watching(String user) {
        return watches.getOrDefault(user, List.of()).size();
    }

    /// Whether it is over, and watchers should leave.
    public boolean closed() {
        return closed;
    }

    /// Tells all watchers to leave: who waits for connections to end would otherwise wait for theirs.
    @Override
    public void close() {
        closed = true;
    }

    private void end(Watch watch) {
        watches.computeIfPresent(watch.user, (_, watching) -> {
            watching.remove(watch);
            return watching.isEmpty() ? null : watching;
        });
    }

    /// One watcher's view. For one reading thread.
    public final class Watch implements AutoCloseable {
        private final String user;
        private final BlockingQueue<LiveCall> news = new LinkedBlockingQueue<>(MOST_WAITING);

        private Watch(String user) {
            this.user = user;
        }

        /// Waits for news, and takes all there are. Empty when the time is over.
        public List<LiveCall> next(long atMost, TimeUnit unit) throws InterruptedException {
            LiveCall first = news.poll(atMost, unit);
            if (first == null) {
                return List.of();
            }
            var all = new ArrayList<LiveCall>(List.of(first));
            news.drainTo(all);
            return all;
        }

        private void add(LiveCall call) {
            while (!news.offer(call)) {
                LiveCall _ = news.poll();
            }
        }

        @Override
        public void close() {
            end(this);
        }
    }
}
