package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Tokens;

/// What a request's prompt may come to before the upstream has counted it.
///
/// @param tokens the prompt by class, with no output
record Prediction(Tokens tokens) {
    /// A token has rarely fewer bytes than this in a request, whose JSON and tools count as well.
    private static final int BYTES_PER_TOKEN = 3;

    /// A prompt of which nothing is known but its size: all of it is written to the cache, the dearest thing
    /// that can happen to it.
    static Prediction ofBytes(long bytes, boolean hour) {
        long tokens = Math.ceilDiv(bytes, BYTES_PER_TOKEN);
        return new Prediction(hour ? new Tokens(0, 0, 0, tokens, 0) : new Tokens(0, 0, tokens, 0, 0));
    }

    /// A prompt that goes on from one that the cache has.
    static Prediction after(long cachedTokens, long moreBytes, boolean hour) {
        Tokens more = ofBytes(moreBytes, hour).tokens;
        return new Prediction(new Tokens(0, cachedTokens, more.cacheWrite5m(), more.cacheWrite1h(), 0));
    }

    long promptTokens() {
        return tokens.prompt();
    }
}
