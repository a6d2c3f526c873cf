package com.matrixos.platform.containers;

import com.matrixos.relay.Meter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Who was active when: bytes in either direction count, open connections that move nothing do not.
///
/// Safe for use from any thread; nothing here blocks, so event loops may call it.
public final class Activity {
    /// The counters of one handle.
    private static final class Counters {
        private final AtomicLong lastActiveMs;
        private final AtomicLong receivedBytes = new AtomicLong();
        private final AtomicLong sentBytes = new AtomicLong();
        private final AtomicLong openStreams = new AtomicLong();

        Counters(long nowMs) {
            lastActiveMs = new AtomicLong(nowMs);
        }
    }

    /// What was counted for one handle.
    ///
    /// @param lastActive when the last byte moved
    /// @param receivedBytes from clients, since the platform started
    /// @param sentBytes to clients, likewise
    /// @param openStreams exchanges and tunnels open now
    public record Seen(Instant lastActive, long receivedBytes, long sentBytes, long openStreams) {}

    private final Map<Handle, Counters> counters = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Activity(InstantSource clock) {
        this.clock = clock;
    }

    /// A meter for one exchange of this handle, opened now; opening it counts as activity.
    public Meter meter(Handle handle) {
        Counters mine = of(handle);
        mine.openStreams.incrementAndGet();
        touch(mine);
        return new Meter() {
            @Override
            public void received(int bytes) {
                mine.receivedBytes.addAndGet(bytes);
                touch(mine);
            }

            @Override
            public void sent(int bytes) {
                mine.sentBytes.addAndGet(bytes);
                touch(mine);
            }

            @Override
            public void closed() {
                mine.openStreams.decrementAndGet();
            }
        };
    }

    /// Counts something other than bytes as activity, for example a request that waits for its container.
    public void touch(Handle handle) {
        touch(of(handle));
    }

    /// What was counted so far.
    public Seen seen(Handle handle) {
        Counters mine = of(handle);
        return new Seen(
                Instant.ofEpochMilli(mine.lastActiveMs.get()),
                mine.receivedBytes.get(),
                mine.sentBytes.get(),
                mine.openStreams.get());
    }

    /// When each handle was last active.
    Map<Handle, Instant> lastActive() {
        return counters.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Instant.ofEpochMilli(
                                entry.getValue().lastActiveMs.get())));
    }

    /// Takes up what an earlier run of the platform recorded.
    void restore(Handle handle, Instant lastActive) {
        counters.put(handle, new Counters(lastActive.toEpochMilli()));
    }

    void forget(Handle handle) {
        counters.remove(handle);
    }

    private Counters of(Handle handle) {
        return counters.computeIfAbsent(handle, _ -> new Counters(clock.millis()));
    }

    private void touch(Counters mine) {
        mine.lastActiveMs.set(clock.millis());
    }
}
