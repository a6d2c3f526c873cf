package com.matrixos.cli;

import java.util.Locale;

/// Numbers of bytes as people read them: `640 B`, `118 MiB`, `1.5 GiB`.
final class Bytes {
    private static final double KIB = 1024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Bytes() {}

    static String shown(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= KIB && unit < UNITS.length - 1) {
            amount /= KIB;
            unit++;
        }
        // Below ten one decimal tells something; of bytes there are no halves.
        String format = unit > 0 && amount < 10 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, amount, UNITS[unit]);
    }
}
