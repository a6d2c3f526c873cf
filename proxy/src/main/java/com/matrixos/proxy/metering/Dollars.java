package com.matrixos.proxy.metering;

import java.math.BigDecimal;

/// Money in words.
final class Dollars {
    private static final int PICO_DIGITS = 12;

    private Dollars() {}

    /// For example `$5.00`, or `$0.0005` where cents would round it.
    static String of(long pico) {
        BigDecimal dollars = BigDecimal.valueOf(pico, PICO_DIGITS).stripTrailingZeros();
        return "$" + dollars.setScale(Math.max(2, dollars.scale())).toPlainString();
    }
}
