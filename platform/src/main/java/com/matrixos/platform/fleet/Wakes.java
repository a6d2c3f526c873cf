package com.matrixos.platform.fleet;

import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.History;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long wakes take. Safe for use from any thread; blocks.
public final class Wakes {
    private static final int LAST = 1_000;
    private static final Duration LIFE = Duration.ofSeconds(2);

    /// The last ones, of all computers.
    ///
    /// @param p50 half of them took no longer; empty when there was none
    /// @param p95 nineteen of twenty took no longer; empty when there was none
    /// @param count how many there were
    public record Times(Optional<Duration> p50, Optional<Duration> p95, int count) {}

    private final Recent<Times> recent;

    public Wakes(History history, Scheduler scheduler) {
        this.recent = new Recent<>(scheduler, LIFE, () -> of(history.wakes(LAST)));
    }

    /// As they are now.
    public Times now() {
        return recent.get(new Times(Optional.empty(), Optional.empty(), 0));
    }

    static Times of(List<Duration> wakes) {
        List<Duration> sorted = wakes.stream().sorted().toList();
        return new Times(nearestRank(sorted, 50), nearestRank(sorted, 95), sorted.size());
    }

    private static Optional<Duration> nearestRank(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }
}
