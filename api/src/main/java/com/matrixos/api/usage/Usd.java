package com.matrixos.api.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// US dollars between the ledger, which counts whole pico-dollars (10^-12), and the wire, which shows nine
/// decimals.
public final class Usd {
    /// The most that an amount given to us may be.
    public static final BigDecimal MAX = new BigDecimal("1000000");

    private static final int PICO_DECIMALS = 12;
    private static final int SHOWN_DECIMALS = 9;

    private Usd() {}

    /// An amount of the ledger as it is shown, rounded to the nearest nano-dollar, halves away from zero.
    public static BigDecimal ofPico(long pico) {
        return BigDecimal.valueOf(pico, PICO_DECIMALS).setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP);
    }

    /// An amount that somebody gave, exactly as the ledger counts it.
    ///
    /// @throws IllegalArgumentException saying what it must be, when it is below 0, above [#MAX], or finer
    /// than a pico-dollar
    public static long toPico(BigDecimal usd) {
        if (usd.signum() < 0) {
            throw new IllegalArgumentException("must not be negative");
        }
        // Compared before anything is scaled: written out, 1E+999999999 would fill the memory.
        if (usd.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("must not exceed " + MAX.toPlainString() + " USD");
        }
        BigDecimal shortest = usd.stripTrailingZeros();
        if (shortest.scale() > PICO_DECIMALS) {
            throw new IllegalArgumentException("must not have more than " + PICO_DECIMALS + " decimals");
        }
        return shortest.movePointRight(PICO_DECIMALS).longValueExact();
    }
}
