package com.matrixos.platform.accounts;

import java.time.Duration;
import java.time.Instant;

/// How long somebody waits who has failed so often. Pure.
///
/// @param free how many failures cost nothing
/// @param first the wait after that many; it doubles with each further one
/// @param longest the wait never gets longer
/// @param memory failures count no more when the last of them is so long ago
record Backoff(int free, Duration first, Duration longest, Duration memory) {
    /// Two to the power of this is longer than any wait.
    private static final int MOST_DOUBLINGS = 30;

    /// A row of failures without a success between.
    record Failures(int count, Instant last) {}

    /// How long from now until the next try; zero when it may come now.
    Duration wait(Failures failures, Instant now) {
        if (failures.count() < free || forgotten(failures, now)) {
            return Duration.ZERO;
        }
        Duration whole = first.multipliedBy(1L << Math.min(failures.count() - free, MOST_DOUBLINGS));
        Instant end = failures.last().plus(whole.compareTo(longest) < 0 ? whole : longest);
        return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    }

    /// One failure more.
    Failures more(Failures failures, Instant now) {
        return new Failures(forgotten(failures, now) ? 1 : failures.count() + 1, now);
    }

    /// Whether they count no more.
    boolean forgotten(Failures failures, Instant now) {
        return !now.isBefore(failures.last().plus(memory));
    }
}
