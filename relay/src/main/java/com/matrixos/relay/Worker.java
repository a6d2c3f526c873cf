package com.matrixos.relay;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What belongs to one event loop: its connections, their deadlines, and its share of the idle upstream
/// connections. A request's two connections live on the same loop, so nothing here is locked. Used on its
/// loop only.
final class Worker {
    final EventLoop loop;
    final Shared shared;
    final UnfinishedHeads unfinished;
    private final Set<Watched> watched = new LinkedHashSet<>();
    private boolean draining;
    private final Map<Upstream, Deque<UpstreamConnection>> idle = new HashMap<>();

    Worker(EventLoop loop, Shared shared) {
        this.loop = loop;
        this.shared = shared;
        this.unfinished = new UnfinishedHeads(shared.maxUnfinishedHeadBytesPerLoop());
        long tick = shared.tick().toNanos();
        var _ = loop.scheduleWithFixedDelay(this::sweep, tick, tick, TimeUnit.NANOSECONDS);
    }

    /// When something due after this time is due.
    long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /// Whether the relay is closing.
    boolean draining() {
        return draining;
    }

    void watch(Watched connection) {
        watched.add(connection);
    }

    void unwatch(Watched connection) {
        watched.remove(connection);
    }

    /// The idle connection used last, so that the others can grow old and go.
    @Nullable
    UpstreamConnection takeIdle(Upstream upstream) {
        var connections = idle.get(upstream);
        if (connections == null) {
            return null;
        }
        var connection = connections.pollLast();
        while (connection != null && !connection.channel().isActive()) {
            connection = connections.pollLast();
        }
        return connection;
    }

    /// Keeps a connection for the next request; false when there are enough.
    boolean keepIdle(UpstreamConnection connection) {
        var connections = idle.computeIfAbsent(connection.upstream(), _ -> new ArrayDeque<>());
        if (connections.size() >= shared.maxIdlePerLoop()) {
            return false;
        }
        connections.addLast(connection);
        return true;
    }

    void forgetIdle(UpstreamConnection connection) {
        var connections = idle.get(connection.upstream());
        if (connections != null && connections.remove(connection) && connections.isEmpty()) {
            idle.remove(connection.upstream());
        }
    }

    /// Tells every connection that it is to end.
    void drain() {
        draining = true;
        for (Watched each : new ArrayList<>(watched)) {
            each.drain();
        }
    }

    /// Cuts what is under way.
    void stop() {
        for (Watched each : new ArrayList<>(watched)) {
            each.stop();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Watched each : new ArrayList<>(watched)) {
            long deadline = each.deadline();
            if (deadline != Watched.NEVER && deadline - now <= 0) {
                expire(each);
            }
        }
    }

    /// What one throws must not end the sweep, which would never be made again and no other would expire.
    private static void expire(Watched connection) {
        try {
            connection.expired();
        } catch (RuntimeException | Error e) {
            Channels.logUnexpected(e);
            connection.abandon();
        }
    }
}
