package com.matrixos.bench.proxy;

import java.util.Locale;

/// What our proxy may add at most.
///
/// @param name as in the list of goals
/// @param load that it is for, in words
/// @param p50 milliseconds, or infinity where nothing is asked
/// @param p99 milliseconds
record Goal(String name, String load, double p50, double p99) {
    private static final double NANOS_PER_MS = 1e6;

    /// One line: what was asked, what was found, at which load.
    String verdict(Comparison comparison, String measuredLoad) {
        String met = at(comparison, 50, p50) + at(comparison, 99, p99);
        String elsewhere = measuredLoad.equals(load) ? "" : " (asked for at " + load + ")";
        return "- %s at %s%s:%s".formatted(name, measuredLoad, elsewhere, met);
    }

    private static String at(Comparison comparison, int percentile, double most) {
        if (Double.isInfinite(most)) {
            return "";
        }
        long adds = comparison.oursAdds(percentile);
        String found = adds == Comparison.NEVER
                ? "not measured"
                : String.format(Locale.ROOT, "%.3f ms, %s", adds / NANOS_PER_MS, judged(adds / NANOS_PER_MS, most));
        return String.format(Locale.ROOT, " added p%d at most %.1f ms: %s.", percentile, most, found);
    }

    /// Nothing in between cannot be slower than something, so a machine where it seems so proves nothing.
    private static String judged(double adds, double most) {
        if (adds < 0) {
            return "which is noise";
        }
        return adds <= most ? "met" : "missed";
    }
}
