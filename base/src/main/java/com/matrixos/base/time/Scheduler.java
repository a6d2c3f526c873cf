package com.matrixos.base.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time, and work to be done later. The only source of both in every process, so that a test can move
/// time by hand. Safe for use from any thread.
public interface Scheduler extends InstantSource {
    /// Runs the task once on a virtual thread of its own after the delay. What the task throws is logged.
    Cancellable after(Duration delay, Runnable task);

    /// Runs the task again and again; the next delay starts when the task has ended, so runs never overlap.
    Cancellable every(Duration delay, Runnable task);

    @Override
    Instant instant();
}
