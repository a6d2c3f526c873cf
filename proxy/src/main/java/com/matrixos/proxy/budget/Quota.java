package com.matrixos.proxy.budget;

import org.jspecify.annotations.Nullable;

/// What a user may spend.
///
/// @param dailyLimitPico in pico-USD in a UTC day; null is no limit, 0 lets nothing through
/// @param monthlyLimitPico in pico-USD in a UTC month, likewise
/// @param enabled false blocks the user whatever the limits are
public record Quota(@Nullable Long dailyLimitPico, @Nullable Long monthlyLimitPico, boolean enabled) {
    /// The highest limit there is: 1,000,000 USD.
    public static final long MAX_LIMIT_PICO = 1_000_000_000_000_000_000L;

    /// No limit of any kind.
    public static final Quota UNLIMITED = new Quota(null, null, true);

    public Quota {
        requireInRange("daily", dailyLimitPico);
        requireInRange("monthly", monthlyLimitPico);
    }

    private static void requireInRange(String window, @Nullable Long limit) {
        if (limit != null && (limit < 0 || limit > MAX_LIMIT_PICO)) {
            throw new IllegalArgumentException(window + " limit must be 0 to 1,000,000 USD, in pico-USD: " + limit);
        }
    }
}
