package com.matrixos.api.usage;

import java.math.BigDecimal;

/// One user's line in the summary of everybody, in USD.
///
/// @param userId who
/// @param daily since midnight UTC
/// @param monthly since the first of the month, UTC
/// @param total ever
public record UsageSummaryRow(String userId, BigDecimal daily, BigDecimal monthly, BigDecimal total) {}
