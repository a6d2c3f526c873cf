package com.matrixos.proxy.front;

import com.matrixos.proxy.upstream.Outbound;

/// What answers calls to the model.
public sealed interface Model {
    /// Anthropic, or what stands in its place, with one of the operator's keys.
    record Anthropic(Outbound outbound) implements Model {}

    /// The scripted demo model, which wants no key.
    record Demo(Outbound outbound) implements Model {}

    /// Nothing: the operator has set no key and wants no demo.
    record None() implements Model {}
}
