package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The limits that hold for one user, and how much of them is used.
///
/// @param userId whose
/// @param dailyLimitUsd the most for a day in UTC, or null for no limit
/// @param monthlyLimitUsd the most for a month in UTC, or null for no limit
/// @param enabled false refuses every call, whatever the limits are
/// @param isDefault whether these are the default's, because none were set for this user
/// @param daily how the present day stands
/// @param monthly how the present month stands
public record QuotaStanding(
        String userId,
        @Nullable BigDecimal dailyLimitUsd,
        @Nullable BigDecimal monthlyLimitUsd,
        boolean enabled,
        boolean isDefault,
        BudgetWindow daily,
        BudgetWindow monthly) {}
