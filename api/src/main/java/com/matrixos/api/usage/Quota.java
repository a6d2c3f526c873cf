package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The limits that were set for one user.
///
/// @param userId whose
/// @param dailyLimitUsd the most for a day in UTC, or null for no limit
/// @param monthlyLimitUsd the most for a month in UTC, or null for no limit
/// @param enabled false refuses every call, whatever the limits are
public record Quota(
        String userId,
        @Nullable BigDecimal dailyLimitUsd,
        @Nullable BigDecimal monthlyLimitUsd,
        boolean enabled) {}
