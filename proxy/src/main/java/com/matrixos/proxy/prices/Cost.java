package com.matrixos.proxy.prices;

/// What a call costs.
///
/// @param picoUsd in 10^-12 USD, never negative; [Long#MAX_VALUE] when the sum does not fit
/// @param basis what it was reckoned by
public record Cost(long picoUsd, Basis basis) {}
