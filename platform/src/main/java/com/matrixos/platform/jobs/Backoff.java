package com.matrixos.platform.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait before a step that failed is tried again: twice as long each time up to a limit, and of that a
/// random part between a half and the whole, so that jobs that failed together do not come back together.
///
/// @param first before the second try
/// @param most the limit
/// @param tries how often a step is tried before the job has failed
public record Backoff(Duration first, Duration most, int tries, RandomGenerator random) {
    /// About half an hour in all.
    public static Backoff usual(RandomGenerator random) {
        return new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), 12, random);
    }

    /// The wait after that many failures; empty when there is to be no other try.
    public Optional<Duration> after(int failures) {
        if (failures >= tries) {
            return Optional.empty();
        }
        double whole = Math.min((double) first.toMillis() * Math.pow(2, failures - 1), (double) most.toMillis());
        return Optional.of(Duration.ofMillis(Math.round(whole * (1 + random.nextDouble()) / 2)));
    }
}
