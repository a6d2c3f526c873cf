package com.matrixos.proxy.usage;

/// Token counts of the five classes that have prices of their own. Never negative.
///
/// @param input read by the model and neither taken from the cache nor written to it
/// @param cacheRead taken from the cache
/// @param cacheWrite5m written to the cache for five minutes
/// @param cacheWrite1h written to the cache for an hour
/// @param output written by the model, thinking included
public record Tokens(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
    /// None at all.
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    public Tokens {
        if (input < 0 || cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0 || output < 0) {
            throw new IllegalArgumentException("a token count is negative");
        }
    }

    /// The whole prompt: what a tier by prompt size is chosen by.
    public long prompt() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h;
    }

    /// The same prompt with another output.
    public Tokens output(long tokens) {
        return new Tokens(input, cacheRead, cacheWrite5m, cacheWrite1h, tokens);
    }
}
