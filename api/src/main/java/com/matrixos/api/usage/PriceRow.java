package com.matrixos.api.usage;

import org.jspecify.annotations.Nullable;

/// What a model costs during some time.
///
/// @param model its exact id
/// @param from the first day in UTC, or null when it was always so
/// @param to the day from which it no longer holds, or null when it holds until further notice
/// @param status what its maker says of the model, `active` or `retired` for example
/// @param usdPerMTok the prices
public record PriceRow(
        String model, @Nullable String from, @Nullable String to, String status, PriceRates usdPerMTok) {}
