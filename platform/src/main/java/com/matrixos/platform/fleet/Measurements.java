package com.matrixos.platform.fleet;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Measure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the counters of running computers: of one that somebody looks at every five seconds, of all while somebody
/// looks at the fleet every fifteen, else of all once a minute. The newest 60 readings of each are in memory, and
/// nowhere else. Safe for use from any thread; only [#open]'s background work blocks.
public final class Measurements {
    private static final Logger LOG = LoggerFactory.getLogger(Measurements.class);

    /// How far apart two readings of a computer are that somebody looks at.
    static final Duration WATCHED = Duration.ofSeconds(5);

    /// How far apart they are while somebody looks at all of them.
    static final Duration FLEET = Duration.ofSeconds(15);

    /// How far apart they are when nobody does.
    static final Duration SWEEP = Duration.ofMinutes(1);

    /// A reading older than this says nothing about now.
    private static final Duration FRESH = SWEEP.multipliedBy(2);

    /// The engine answers a few of them at a time; more would keep it from starting what somebody waits for.
    private static final int AT_ONCE = 4;

    private final Map<Handle, Track> tracks = new ConcurrentHashMap<>();
    private final Map<Handle, Integer> watched = new ConcurrentHashMap<>();
    private final AtomicInteger fleetWatched = new AtomicInteger();
    private final Containers containers;
    private final ContainerEngine engine;
    private final Scheduler scheduler;

    public Measurements(Containers containers, ContainerEngine engine, Scheduler scheduler) {
        this.containers = containers;
        this.engine = engine;
        this.scheduler = scheduler;
        containers.onReleased(tracks::remove);
    }

    /// Somebody looks, until it is closed.
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /// Begins to read. Returns at once.
    public Measurements open() {
        var _ = scheduler.every(SWEEP, () -> measure(running()));
        var _ = scheduler.every(FLEET, () -> measure(fleetWatched.get() > 0 ? running() : List.of()));
        var _ = scheduler.every(WATCHED, () -> measure(watched.keySet()));
        return this;
    }

    /// Somebody looks at this one from now on. The first reading is taken at once, in the background.
    public Watch watch(Handle handle) {
        if (watched.merge(handle, 1, Integer::sum) == 1) {
            var _ = scheduler.after(Duration.ZERO, () -> measure(List.of(handle)));
        }
        return () -> watched.computeIfPresent(handle, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Somebody looks at all of them from now on.
    public Watch watchAll() {
        if (fleetWatched.incrementAndGet() == 1) {
            var _ = scheduler.after(Duration.ZERO, () -> measure(running()));
        }
        return fleetWatched::decrementAndGet;
    }

    /// The newest 60, the oldest first.
    public List<Reading> readings(Handle handle) {
        Track track = tracks.get(handle);
        return track == null ? List.of() : track.readings();
    }

    /// The newest, unless it is too old to be true.
    public Optional<Reading> latest(Handle handle) {
        List<Reading> all = readings(handle);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast())
                        .filter(reading ->
                                scheduler.instant().isBefore(reading.at().plus(FRESH)));
    }

    private List<Handle> running() {
        return containers.list(Optional.of("running")).stream()
                .map(record -> new Handle(record.handle()))
                .toList();
    }

    private void measure(Collection<Handle> handles) {
        if (handles.isEmpty()) {
            return;
        }
        var turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Handle handle : List.copyOf(handles)) {
                turns.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        measure(handle);
                    } finally {
                        turns.release();
                    }
                });
            }
        }
    }

    private void measure(Handle handle) {
        try {
            Optional<Measure> measure = containers
                    .find(handle)
                    .filter(record -> record.status().equals("running"))
                    .map(ContainerRecord::containerId)
                    .flatMap(engine::measure);
            if (measure.isPresent()) {
                tracks.computeIfAbsent(handle, _ -> new Track()).add(scheduler.instant(), measure.get());
            } else if (tracks.containsKey(handle)) {
                tracks.get(handle).rest();
            }
        } catch (EngineException e) {
            LOG.debug("not measured handle={} reason={}", handle, e.toString());
        }
    }
}
