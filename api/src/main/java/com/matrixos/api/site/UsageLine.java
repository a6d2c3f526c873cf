package com.matrixos.api.site;

import java.math.BigDecimal;

/// One line of what somebody has used of the model.
///
/// @param key the day, model, session or agent; empty for calls that named none
/// @param inputTokens all that the model read, from the cache and into it included
public record UsageLine(String key, long calls, long inputTokens, long outputTokens, BigDecimal costUsd) {}
