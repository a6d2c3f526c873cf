package com.matrixos.api.usage;

import java.math.BigDecimal;

/// Prices of the five classes of tokens, in USD for a million of each.
///
/// @param input read by the model and neither taken from the cache nor written to it
/// @param cacheWrite5m written to the cache for five minutes
/// @param cacheWrite1h written to the cache for an hour
/// @param cacheRead taken from the cache
/// @param output written by the model, thinking included
public record PriceRates(
        BigDecimal input, BigDecimal cacheWrite5m, BigDecimal cacheWrite1h, BigDecimal cacheRead, BigDecimal output) {}
