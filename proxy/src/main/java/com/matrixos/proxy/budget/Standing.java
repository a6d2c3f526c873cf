package com.matrixos.proxy.budget;

import java.time.Instant;
import java.util.OptionalLong;

/// How a user's limits stand at some moment.
///
/// @param enabled whether the user may spend at all
public record Standing(boolean enabled, Window daily, Window monthly) {
    /// One of the two. Amounts are pico-USD.
    ///
    /// @param limitPico empty when there is none
    /// @param usedPico what calls that ended have cost
    /// @param heldPico what is set aside for calls under way
    /// @param resetsAt when the next one begins
    public record Window(OptionalLong limitPico, long usedPico, long heldPico, Instant resetsAt) {
        /// Whether there is a limit.
        public boolean limited() {
            return limitPico.isPresent();
        }

        /// What is left for further calls, 0 or more; empty when there is no limit.
        public OptionalLong remainingPico() {
            return limited()
                    ? OptionalLong.of(Math.max(0, limitPico.getAsLong() - usedPico - heldPico))
                    : OptionalLong.empty();
        }
    }
}
