package com.matrixos.proxy.prices;

import java.math.BigDecimal;

/// An exact multiplier, such as 11/10. Prices are multiplied by it only where the product is whole, which is
/// checked for every price when a book is loaded.
///
/// @param numerator positive
/// @param denominator positive, a power of ten
record Ratio(long numerator, long denominator) {
    static final Ratio ONE = new Ratio(1, 1);

    /// @throws ArithmeticException when it has more digits than a price could be multiplied by
    static Ratio of(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() <= 0) {
            return new Ratio(plain.longValueExact(), 1);
        }
        return new Ratio(
                plain.unscaledValue().longValueExact(),
                BigDecimal.TEN.pow(plain.scale()).longValueExact());
    }

    /// @throws ArithmeticException when the product is no whole number, or too large
    long times(long amount) {
        long product = Math.multiplyExact(amount, numerator);
        if (product % denominator != 0) {
            throw new ArithmeticException("not a whole number: " + amount + " * " + numerator + "/" + denominator);
        }
        return product / denominator;
    }
}
