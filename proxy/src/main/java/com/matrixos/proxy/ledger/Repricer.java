package com.matrixos.proxy.ledger;

import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.util.OptionalLong;

/// Looks for a price once more. Called while the ledger waits, so it must answer from memory.
@FunctionalInterface
public interface Repricer {
    /// The cost in pico-USD, or empty while the model is still unknown.
    ///
    /// @param at when the call was opened
    /// @param batch that batch prices apply
    OptionalLong pico(String model, Instant at, Usage usage, boolean batch);
}
