package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The limits of everybody who has none of their own.
///
/// @param dailyLimitUsd the most for a day in UTC, or null for no limit
/// @param monthlyLimitUsd the most for a month in UTC, or null for no limit
/// @param enabled false refuses every call, whatever the limits are
public record QuotaDefault(
        @Nullable BigDecimal dailyLimitUsd, @Nullable BigDecimal monthlyLimitUsd, boolean enabled) {}
