package com.matrixos.api.site;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Somebody's limits, both at once; null is no limit.
public record QuotaChange(
        @Nullable BigDecimal dailyLimitUsd, @Nullable BigDecimal monthlyLimitUsd) {}
