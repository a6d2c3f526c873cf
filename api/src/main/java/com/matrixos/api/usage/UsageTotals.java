package com.matrixos.api.usage;

import java.math.BigDecimal;

/// What one user has spent, in USD; zero for a user nobody has heard of.
///
/// @param daily since midnight UTC
/// @param monthly since the first of the month, UTC
/// @param total ever
public record UsageTotals(BigDecimal daily, BigDecimal monthly, BigDecimal total) {}
