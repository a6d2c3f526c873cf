package com.matrixos.proxy.budget;

import java.time.Instant;

/// What becomes of a call that asks for money.
public sealed interface Admission {
    /// It may begin; the hold has to be settled or released in the end.
    record Admitted(Hold hold) implements Admission {}

    /// A limit leaves no room for it, at least not beside what runs.
    ///
    /// @param window whose limit; the month's when neither has room
    /// @param limitPico in pico-USD
    /// @param usedPico in pico-USD, without what running calls hold
    /// @param resetsAt when the window ends
    record Refused(Window window, long limitPico, long usedPico, Instant resetsAt) implements Admission {}

    /// The user is blocked.
    record Disabled() implements Admission {}
}
