package com.matrixos.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// US dollars as people read them: `$5.00`, `$0.0123`, `$0.000012`.
final class Dollars {
    private static final int CENTS = 2;
    private static final int DECIMALS = 4;

    /// What is left of an amount so small that four decimals would show nothing of it.
    private static final MathContext SMALL = new MathContext(2, RoundingMode.HALF_UP);

    private Dollars() {}

    /// An amount that was spent, to a hundredth of a cent; a smaller one to its first two digits.
    static String spent(BigDecimal usd) {
        BigDecimal rounded = usd.setScale(DECIMALS, RoundingMode.HALF_UP);
        boolean small = usd.signum() != 0 && usd.abs().compareTo(new BigDecimal("0.01")) < 0;
        return exact(small ? usd.round(SMALL) : rounded);
    }

    /// All digits there are.
    static String exact(BigDecimal usd) {
        BigDecimal shortest = usd.stripTrailingZeros();
        BigDecimal shown = shortest.scale() < CENTS ? shortest.setScale(CENTS, RoundingMode.UNNECESSARY) : shortest;
        return (usd.signum() < 0 ? "-$" : "$") + shown.abs().toPlainString();
    }

    /// A limit, all digits there are.
    static String limit(@Nullable BigDecimal usd) {
        return usd == null ? "none" : exact(usd);
    }
}
