package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Tokens;

/// What a request's prompt may come to before the upstream has counted it.
///
/// @param tokens the prompt by class, with no output
record Prediction(Tokens tokens) {
    static final Prediction NOTHING = new Prediction(Tokens.NONE);

    /// A prompt of which nothing is known but its size: all of it is written to the cache, the dearest thing
    /// that can happen to it.
    ///
    /// @param hour whether it may be kept for an hour
    static Prediction fresh(long tokens, boolean hour) {
        return new Prediction(hour ? new Tokens(0, 0, 0, tokens, 0) : new Tokens(0, 0, tokens, 0, 0));
    }

    /// A prompt that goes on from one of which so much is in the cache.
    static Prediction after(long cachedTokens, long moreTokens, boolean hour) {
        Tokens more = fresh(moreTokens, hour).tokens;
        return new Prediction(new Tokens(0, cachedTokens, more.cacheWrite5m(), more.cacheWrite1h(), 0));
    }
}
