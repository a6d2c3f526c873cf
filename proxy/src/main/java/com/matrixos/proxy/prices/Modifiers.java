package com.matrixos.proxy.prices;

import com.matrixos.proxy.usage.Usage;

/// What changes the price of every token of a call.
///
/// @param us whether it was computed in the US only
/// @param fast whether it was answered at high speed
/// @param batch whether it was part of a batch
record Modifiers(boolean us, boolean fast, boolean batch) {
    /// As the response tells; what the request asked for does not count.
    static Modifiers of(Usage usage, boolean batch) {
        return new Modifiers(
                usage.inferenceGeo().equals("us"),
                usage.speed().equals("fast"),
                batch || usage.serviceTier().equals("batch"));
    }

    Modifiers standardSpeed() {
        return new Modifiers(us, false, batch);
    }
}
