package com.matrixos.proxy.ledger;

/// Amounts as rows take them.
final class Money {
    private Money() {}

    /// @throws IllegalArgumentException when the amount is negative
    static void requireNotNegative(String what, long pico) {
        if (pico < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + pico);
        }
    }
}
