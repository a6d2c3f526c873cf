package com.matrixos.proxy.budget;

import java.time.Instant;

/// Whether a call may spend.
public sealed interface Admission {
    /// It may.
    ///
    /// @param hold what is set aside for it
    record Admitted(Hold hold) implements Admission {}

    /// A limit leaves no room for it. Amounts are pico-USD.
    ///
    /// @param window whose limit
    /// @param usedPico what is spent and held already
    /// @param resetsAt when the next one begins
    record Refused(Window window, long limitPico, long usedPico, Instant resetsAt) implements Admission {}

    /// The operator has switched the user off.
    record Disabled() implements Admission {}
}
