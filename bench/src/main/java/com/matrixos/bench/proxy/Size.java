package com.matrixos.bench.proxy;

import java.time.Duration;
import java.util.List;

/// How much is measured.
///
/// @param rounds of each measurement; the table has the medians
/// @param length of one target's turn, the part that counts
/// @param warmUp of each target for each kind of answer
/// @param trial of a rate that is looked for
record Size(int rounds, Duration length, Duration warmUp, Duration trial) {
    /// Requests per second that any gateway should hold.
    static final int LOW_RATE = 100;

    /// Requests per second, the goal first; the first that the machine holds is taken.
    static final List<Integer> HIGH_RATES = List.of(1_000, 750, 500, 350, 200);

    /// Streams open at once, of the goal.
    static final int MANY_STREAMS = 1_000;

    /// Events per second on each of the many streams, the goal first; the first that the machine holds is
    /// taken.
    static final List<Integer> HIGH_EVENTS = List.of(50, 30, 20, 10, 5, 2);

    /// Bodies of the greatest length at once.
    static final int UPLOADS = 20;

    /// MiB of the goal.
    static final long MOST_MEMORY = 256;

    private static final int FEW_STREAMS = 100;
    private static final int FEW_EVENTS = 10;

    static Size full() {
        return new Size(3, Duration.ofSeconds(8), Duration.ofSeconds(6), Duration.ofSeconds(3));
    }

    static Size quick() {
        return new Size(1, Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    /// Streams and events that any gateway should hold.
    static EventDelays.Load few(Duration length) {
        return new EventDelays.Load(FEW_STREAMS, FEW_EVENTS, length);
    }

    static EventDelays.Load many(int perSecond, Duration length) {
        return new EventDelays.Load(MANY_STREAMS, perSecond, length);
    }
}
