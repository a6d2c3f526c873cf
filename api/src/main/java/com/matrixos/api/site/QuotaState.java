package com.matrixos.api.site;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Somebody's limits and how they stand; null is no limit.
public record QuotaState(
        @Nullable BigDecimal dailyLimitUsd,
        @Nullable BigDecimal monthlyLimitUsd,
        BigDecimal todayUsd,
        BigDecimal monthUsd) {}
