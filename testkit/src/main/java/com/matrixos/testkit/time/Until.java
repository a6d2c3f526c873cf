package com.matrixos.testkit.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something that happens on another thread or in another process.
public final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PACE_NANOS = Duration.ofMillis(5).toNanos();

    private Until() {}

    /// Returns as soon as the condition holds.
    ///
    /// @param what for the failure's message, for example "the row says stopped"
    /// @throws AssertionError when it does not within 30 seconds
    public static void holds(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
    }
}
