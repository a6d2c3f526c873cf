package com.matrixos.platform.containers;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Event.Broke;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.containers.Sighting.Condition;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// One start of one container, until it answers, dies, is not wanted any more, or time is up. Belongs to
/// one thread.
final class Launch {
    private static final long PACE_NANOS = Duration.ofMillis(10).toNanos();

    /// An event can get lost while the engine's stream is down; so often, in rounds, we look for ourselves.
    private static final int LOOK_EVERY = 100;

    private final ContainerEngine engine;
    private final ContainerRow row;
    private final LongSupplier deaths;
    private final BooleanSupplier unwanted;
    private final Bindings bindings;
    private long knownDeaths;
    private int knownRestarts;
    private boolean looked;

    /// @param deaths how often the engine has told of the container's death; grows
    /// @param unwanted whether somebody wants it stopped or gone
    /// @param bindings has the proxy told where it is
    Launch(ContainerEngine engine, ContainerRow row, LongSupplier deaths, BooleanSupplier unwanted, Bindings bindings) {
        this.engine = engine;
        this.row = row;
        this.deaths = deaths;
        this.unwanted = unwanted;
        this.bindings = bindings;
    }

    /// Asks the engine to start it, and probes as soon as that is done, not before: whoever connects while
    /// the container's network is not up makes the kernel ask in vain who has its address, and ask again only
    /// after a second, for which every later connection waits too (measured: awake after 1,060 ms where 310
    /// would do). Until the start is done somebody else's server may be answering there, besides.
    Event run(Scheduler scheduler, Duration timeout, String id) {
        var late = new AtomicBoolean();
        Cancellable alarm = scheduler.after(timeout, () -> late.set(true));
        knownDeaths = deaths.getAsLong();
        var started = CompletableFuture.runAsync(
                () -> engine.start(id),
                task -> Thread.ofVirtual().name("start " + row.handle()).start(task));
        Runnable awaitTold = bindings.announce(row.handle(), started);
        try {
            for (int round = 1; ; round++) {
                boolean running = finished(started);
                if (running && Probe.answers(row.port())) {
                    awaitTold.run();
                    return Outcome.READY;
                }
                Optional<Event> end = running ? death(round) : Optional.empty();
                if (end.isPresent()) {
                    return end.get();
                }
                if (unwanted.getAsBoolean()) {
                    return Outcome.INTERRUPTED;
                }
                if (late.get()) {
                    return new Broke(
                            Problems.startFailed("it did not answer on its port within " + timeout.toSeconds() + " s"));
                }
                LockSupport.parkNanos(PACE_NANOS);
            }
        } finally {
            alarm.cancel();
        }
    }

    /// Whether the engine has started it.
    ///
    /// @throws EngineException as the engine did
    private static boolean finished(CompletableFuture<Void> started) {
        if (!started.isDone()) {
            return false;
        }
        try {
            started.join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /// Looks once after the start (how often the engine had to restart it before is not this start's
    /// fault), and then whenever a death is told of.
    private Optional<Event> death(int round) {
        if (looked && deaths.getAsLong() == knownDeaths && round % LOOK_EVERY != 0) {
            return Optional.empty();
        }
        knownDeaths = deaths.getAsLong();
        Optional<Sighting> seen = engine.inspect(row.handle()).filter(Sighting::ours);
        if (!looked) {
            looked = true;
            knownRestarts = seen.map(Sighting::restarts).orElse(0);
        }
        return seen.isPresent() ? death(seen.get()) : Optional.of(Outcome.LOST);
    }

    private Optional<Event> death(Sighting seen) {
        boolean ended = seen.condition() == Condition.STOPPED || seen.restarts() > knownRestarts;
        return ended
                ? Optional.of(new Broke(
                        Problems.startFailed("it ended with exit code " + seen.exitCode() + " before it answered")))
                : Optional.empty();
    }
}
