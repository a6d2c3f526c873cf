package com.matrixos.bench.proxy;

import org.HdrHistogram.Histogram;

/// What one run of one target gave.
///
/// @param nanos the times that were measured
/// @param expected how many requests or events there should have been
/// @param got how many there were
/// @param coalesced events read together with one that was sent over a millisecond earlier
/// @param trouble the first failure and whatever else is worth a word, or empty
/// @param cost of the target's process
record Sample(Histogram nanos, long expected, long got, long coalesced, String trouble, Cost cost) {
    /// Three digits; times are well below this many nanoseconds.
    private static final long LONGEST = 600_000_000_000L;

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    /// Whether the target kept up: only then do its times say anything but how long the queue was.
    boolean held() {
        return trouble.isEmpty();
    }

    long nanosAt(double percentile) {
        return nanos.getValueAtPercentile(percentile);
    }

    /// CPU time for each request or event.
    long cpuNanosEach() {
        return got == 0 ? 0 : cost.cpu().toNanos() / got;
    }
}
