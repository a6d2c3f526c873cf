package com.matrixos.platform.fleet;

import com.matrixos.platform.containers.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest readings of one computer. Safe for use from any thread.
final class Track {
    /// How many are kept.
    static final int KEPT = 60;

    private final ArrayDeque<Reading> readings = new ArrayDeque<>(); // guarded by this
    private @Nullable Instant at; // guarded by this
    private long cpuNanos; // guarded by this

    synchronized void add(Instant now, Measure measure) {
        readings.addLast(
                new Reading(now, measure.memoryBytes(), measure.memoryLimitBytes(), percent(now, measure.cpuNanos())));
        if (readings.size() > KEPT) {
            readings.removeFirst();
        }
        at = now;
        cpuNanos = measure.cpuNanos();
    }

    /// It does not run: the next counters begin at zero.
    synchronized void rest() {
        at = null;
    }

    synchronized List<Reading> readings() {
        return List.copyOf(readings);
    }

    /// Counters that have gone down are those of another start.
    private @Nullable Double percent(Instant now, long nanos) {
        Instant before = at;
        if (before == null || nanos < cpuNanos || !now.isAfter(before)) {
            return null;
        }
        double share =
                (double) (nanos - cpuNanos) / Duration.between(before, now).toNanos();
        return Math.round(share * 1000) / 10.0;
    }
}
