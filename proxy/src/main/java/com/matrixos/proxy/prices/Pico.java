package com.matrixos.proxy.prices;

/// Sums and products of non-negative pico-USD. What does not fit into a `long` is [Long#MAX_VALUE], nine
/// million dollars: no call costs that, so the sum is wrong either way, and a budget must then say no
/// rather than wrap around to less than nothing.
public final class Pico {
    private Pico() {}

    public static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    public static long times(long count, long each) {
        long low = count * each;
        return Math.multiplyHigh(count, each) == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }
}
