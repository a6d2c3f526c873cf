package com.matrixos.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.matrixos.base.time.Scheduler;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Token buckets by name, in bounded memory: about 200 bytes each, and of more than 20,000 the least used
/// is
/// forgotten and full again. Never blocks; safe for use from any thread.
public final class Throttle {
    private static final int MOST_BUCKETS = 20_000;

    private final Cache<String, Bucket> buckets;
    private final Duration period;
    private final TimeMeter time;

    /// How a bucket stands after something was asked of it.
    ///
    /// @param taken whether it had one left
    /// @param remaining how many it has now
    /// @param retrySeconds in how many seconds it has one again; 0 when it has
    /// @param resetSeconds in how many seconds it is full again
    public record Standing(boolean taken, long remaining, long retrySeconds, long resetSeconds) {}

    /// @param period in which an empty bucket fills, evenly
    public Throttle(Duration period, Scheduler scheduler) {
        this.period = period;
        this.time = new Clock(scheduler);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                // After the period it is full, and then worth nothing.
                .expireAfterAccess(period.multipliedBy(2))
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    private record Clock(Scheduler scheduler) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = scheduler.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /// Takes one from the bucket of that name, if it has one.
    ///
    /// @param capacity the same each time for one name
    public Standing take(String name, int capacity) {
        ConsumptionProbe probe = bucket(name, capacity).tryConsumeAndReturnRemaining(1);
        return new Standing(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForRefill()),
                seconds(probe.getNanosToWaitForReset()));
    }

    /// Puts one back.
    public void giveBack(String name, int capacity) {
        bucket(name, capacity).addTokens(1);
    }

    private Bucket bucket(String name, int capacity) {
        return buckets.get(
                name,
                _ -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                        .build());
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
