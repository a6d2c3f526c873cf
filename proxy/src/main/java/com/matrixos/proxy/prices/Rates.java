package com.matrixos.proxy.prices;

import com.matrixos.proxy.usage.Tokens;

/// What one token of each class costs, in pico-USD. Never negative.
///
/// @param input read by the model and neither taken from the cache nor written to it
/// @param cacheRead taken from the cache
/// @param cacheWrite5m written to the cache for five minutes
/// @param cacheWrite1h written to the cache for an hour
/// @param output written by the model
public record Rates(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
    /// Nothing costs anything.
    public static final Rates FREE = new Rates(0, 0, 0, 0, 0);

    /// What so many tokens cost, in pico-USD; [Long#MAX_VALUE] when the sum does not fit.
    public long cost(Tokens tokens) {
        long prompt = Pico.plus(
                Pico.plus(Pico.times(tokens.input(), input), Pico.times(tokens.cacheRead(), cacheRead)),
                Pico.plus(
                        Pico.times(tokens.cacheWrite5m(), cacheWrite5m),
                        Pico.times(tokens.cacheWrite1h(), cacheWrite1h)));
        return Pico.plus(prompt, Pico.times(tokens.output(), output));
    }

    /// @throws ArithmeticException when one of the products is no whole number, or too large
    Rates times(Ratio ratio) {
        return ratio.equals(Ratio.ONE)
                ? this
                : new Rates(
                        ratio.times(input),
                        ratio.times(cacheRead),
                        ratio.times(cacheWrite5m),
                        ratio.times(cacheWrite1h),
                        ratio.times(output));
    }

    /// The dearer of two, class by class.
    Rates dearer(Rates other) {
        return new Rates(
                Math.max(input, other.input),
                Math.max(cacheRead, other.cacheRead),
                Math.max(cacheWrite5m, other.cacheWrite5m),
                Math.max(cacheWrite1h, other.cacheWrite1h),
                Math.max(output, other.output));
    }

    /// Whether some class costs nothing.
    boolean partlyFree() {
        return input == 0 || cacheRead == 0 || cacheWrite5m == 0 || cacheWrite1h == 0 || output == 0;
    }
}
