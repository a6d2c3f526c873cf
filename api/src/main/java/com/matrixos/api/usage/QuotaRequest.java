package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Sets somebody's limits, all at once: a limit that is left out is no limit, as in the original. Amounts
/// must pass [Usd#toPico].
///
/// @param dailyLimitUsd the most for a day in UTC, or null for no limit; 0 lets nothing through
/// @param monthlyLimitUsd the most for a month in UTC, or null for no limit; 0 lets nothing through
/// @param enabled false refuses every call whatever the limits; null means true
public record QuotaRequest(
        @Nullable BigDecimal dailyLimitUsd,
        @Nullable BigDecimal monthlyLimitUsd,
        @Nullable Boolean enabled) {}
