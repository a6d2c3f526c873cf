package com.matrixos.bench.proxy;

import java.time.Duration;

/// What a process took for one run.
///
/// @param cpu user and system time of all its threads
/// @param peakRss MiB, the most at any moment (`VmHWM`)
/// @param pss MiB at the end (`smaps_rollup`)
/// @param share percent of all cores that it and the load generator used
/// @param machineBusy percent of all cores that anything used, so that what is above `share` is somebody
/// else's
record Cost(Duration cpu, long peakRss, long pss, long share, long machineBusy) {
    /// The larger memory of both; time and load of neither.
    Cost most(Cost other) {
        return new Cost(Duration.ZERO, Math.max(peakRss, other.peakRss), Math.max(pss, other.pss), 0, 0);
    }
}
