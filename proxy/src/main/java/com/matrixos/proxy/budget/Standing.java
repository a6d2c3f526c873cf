package com.matrixos.proxy.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a user stands at a moment.
///
/// @param enabled false when the user is blocked
public record Standing(boolean enabled, InWindow day, InWindow month) {
    /// How a user stands in a day or month, in pico-USD.
    ///
    /// @param limitPico null without a limit
    /// @param usedPico settled
    /// @param heldPico what running calls may still cost
    /// @param remainingPico the limit without those two, but not below 0; null without a limit
    /// @param resetsAt when the window ends
    public record InWindow(
            @Nullable Long limitPico,
            long usedPico,
            long heldPico,
            @Nullable Long remainingPico,
            Instant resetsAt) {}
}
