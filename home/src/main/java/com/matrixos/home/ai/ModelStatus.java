package com.matrixos.home.ai;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /api/ai/status`.
///
/// @param model `anthropic`; `demo` when answers are scripted because the host has no API key; `none` when calls
/// are refused at the moment; `unreachable` when the host's proxy does not answer
/// @param todayUsd what this computer has spent since midnight UTC, or null when it cannot be told
/// @param monthUsd since the first of the month, likewise
record ModelStatus(
        String model,
        @Nullable BigDecimal todayUsd,
        @Nullable BigDecimal monthUsd) {
    static final ModelStatus UNREACHABLE = new ModelStatus("unreachable", null, null);
}
