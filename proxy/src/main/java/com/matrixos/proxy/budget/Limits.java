package com.matrixos.proxy.budget;

import java.util.OptionalLong;

/// What a user may spend. Amounts are pico-USD.
///
/// @param dailyPico in a day of UTC, or empty for no limit; 0 lets nothing through
/// @param monthlyPico in a month of UTC, likewise
/// @param enabled false refuses every call, whatever the limits are
public record Limits(OptionalLong dailyPico, OptionalLong monthlyPico, boolean enabled) {
    /// No limits at all.
    public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty(), true);
}
