package com.matrixos.proxy.traffic;

import java.time.Instant;
import java.util.Arrays;

/// A count over the last minute, in 6 buckets of 10 s: it sees between 50 and 60 seconds back, in constant time
/// and space. Belongs to who holds the lock of [Traffic].
final class Window {
    private static final int BUCKETS = 6;
    private static final int BUCKET_SECONDS = 10;

    /// The number of no bucket; far from any that is, so that differences do not overflow.
    static final long NONE = Long.MIN_VALUE / 2;

    private final long[] counts = new long[BUCKETS];
    private long newest = NONE;
    private long sum;

    /// Counts so many more.
    ///
    /// @return the number of the bucket they are in
    long add(Instant now, long amount) {
        roll(now);
        counts[index(newest)] += amount;
        sum += amount;
        return newest;
    }

    /// Counts one less in a bucket, unless that has been forgotten anyway.
    void take(long bucket) {
        if (holds(bucket) && counts[index(bucket)] > 0) {
            counts[index(bucket)]--;
            sum--;
        }
    }

    long sum(Instant now) {
        roll(now);
        return sum;
    }

    /// Whether what was counted in that bucket still counts.
    boolean holds(long bucket) {
        return bucket <= newest && bucket > newest - BUCKETS;
    }

    /// When the sum, not less than this now, will be less if nothing is added.
    Instant whenBelow(long limit, Instant now) {
        roll(now);
        long rest = sum;
        long oldest = newest - BUCKETS;
        do {
            oldest++;
            rest -= counts[index(oldest)];
        } while (rest >= limit && oldest < newest);
        return Instant.ofEpochSecond((oldest + BUCKETS) * BUCKET_SECONDS);
    }

    /// A clock that was set back a little goes on counting in the newest bucket; one that was set back further
    /// begins anew, because what it has counted would otherwise not be forgotten for as long as it was ahead.
    private void roll(Instant now) {
        long bucket = Math.floorDiv(now.getEpochSecond(), BUCKET_SECONDS);
        if (holds(bucket)) {
            return;
        }
        if (bucket < newest || bucket - newest >= BUCKETS) {
            Arrays.fill(counts, 0);
            sum = 0;
        }
        for (long passed = Math.max(newest, bucket - BUCKETS) + 1; passed <= bucket; passed++) {
            sum -= counts[index(passed)];
            counts[index(passed)] = 0;
        }
        newest = bucket;
    }

    private static int index(long bucket) {
        return Math.floorMod(bucket, BUCKETS);
    }
}
