package com.matrixos.api.site;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What somebody has spent on the model, and may spend.
///
/// @param dayLimitUsd null for no limit
/// @param monthLimitUsd null for no limit
/// @param resetsAt when the next day begins
public record Spend(
        BigDecimal todayUsd,
        BigDecimal monthUsd,
        @Nullable BigDecimal dayLimitUsd,
        @Nullable BigDecimal monthLimitUsd,
        String resetsAt) {}
