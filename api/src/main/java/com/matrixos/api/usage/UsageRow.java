package com.matrixos.api.usage;

import java.math.BigDecimal;

/// One line of a user's usage, broken down by a [UsageDimension]. Counts are tokens.
///
/// @param key the model, day, session or agent; empty for calls that named none
/// @param calls how many calls of the model
/// @param inputTokens read by the model and neither taken from the cache nor written to it
/// @param cacheReadTokens taken from the cache
/// @param cacheWrite5mTokens written to the cache for five minutes
/// @param cacheWrite1hTokens written to the cache for an hour
/// @param outputTokens written by the model, thinking included
/// @param costUsd what all of it cost, estimates included
/// @param estimatedUsd the part of `costUsd` that is an estimate, because a call ended before its usage was
/// told
public record UsageRow(
        String key,
        long calls,
        long inputTokens,
        long cacheReadTokens,
        long cacheWrite5mTokens,
        long cacheWrite1hTokens,
        long outputTokens,
        BigDecimal costUsd,
        BigDecimal estimatedUsd) {}
