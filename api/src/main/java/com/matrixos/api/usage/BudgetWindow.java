package com.matrixos.api.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How much of a limit is used in the present day or month.
///
/// @param usedUsd what finished calls have cost
/// @param heldUsd what is set aside for calls under way; it is given back or becomes used when they end
/// @param remainingUsd what is left for further calls, or null when there is no limit
/// @param resetsAt when the next day or month begins, ISO 8601 in UTC
public record BudgetWindow(
        BigDecimal usedUsd, BigDecimal heldUsd, @Nullable BigDecimal remainingUsd, String resetsAt) {}
