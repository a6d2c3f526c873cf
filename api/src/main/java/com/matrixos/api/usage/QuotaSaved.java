package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The answer to a [QuotaRequest]: what holds from now on.
///
/// @param ok always true; all that the original answered
/// @param userId whose limits, or null when they are the default
/// @param dailyLimitUsd the most for a day in UTC, or null for no limit
/// @param monthlyLimitUsd the most for a month in UTC, or null for no limit
/// @param enabled false refuses every call, whatever the limits are
public record QuotaSaved(
        boolean ok,
        @Nullable String userId,
        @Nullable BigDecimal dailyLimitUsd,
        @Nullable BigDecimal monthlyLimitUsd,
        boolean enabled) {}
