package com.matrixos.api.usage;

import org.jspecify.annotations.Nullable;

/// What a model costs during some time.
///
/// @param model its exact id
/// @param from the first day in UTC, or null when it was always so
/// @param to the last day, or null when it holds until further notice
/// @param status whether the model can be had: `active`, `retired`, or `retired` with the first day without
/// it
/// @param usdPerMTok the prices
public record PriceRow(
        String model, @Nullable String from, @Nullable String to, String status, PriceRates usdPerMTok) {}
