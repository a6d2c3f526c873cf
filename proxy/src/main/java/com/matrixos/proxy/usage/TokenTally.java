package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;

/// Sums up the token counts of several reports on the same thing, of which each later one is the better.
final class TokenTally {
    /// A thousand times more than any call can use; past it a count is a mistake, and money must not follow.
    private static final long MOST = 1_000_000_000_000L;

    private long input;
    private long cacheRead;
    private long cacheWritten;
    private long cacheWritten5m;
    private long cacheWritten1h;
    private long output;
    private boolean broken;

    void report(JsonNode counts) {
        boolean writtenTold = unlessZero(counts.path("cache_creation_input_tokens"), 0) > 0;
        input = unlessZero(counts.path("input_tokens"), input);
        cacheRead = unlessZero(counts.path("cache_read_input_tokens"), cacheRead);
        cacheWritten = unlessZero(counts.path("cache_creation_input_tokens"), cacheWritten);
        output = told(counts.path("output_tokens"), output);
        boolean split = split(counts.path("cache_creation"));
        if (writtenTold && !split) {
            // The sum is newer than the parts; what was for an hour is so still.
            cacheWritten5m = 0;
            cacheWritten1h = Math.min(cacheWritten1h, cacheWritten);
        }
    }

    /// Whether all counts that were told can be read.
    boolean sound() {
        return !broken;
    }

    /// What was written to the cache and is not said to be for an hour is for five minutes.
    Tokens tokens() {
        return new Tokens(
                input, cacheRead, Math.max(cacheWritten5m, cacheWritten - cacheWritten1h), cacheWritten1h, output);
    }

    /// A count that a report tells, or the one from before when it tells none that makes sense.
    long told(JsonNode count, long before) {
        if (count.isMissingNode() || count.isNull()) {
            return before;
        }
        long told = Wire.count(count, MOST + 1).orElse(MOST + 1);
        broken |= told > MOST;
        return told > MOST ? before : told;
    }

    /// Last reports tell 0 for a prompt that they do not count again.
    private long unlessZero(JsonNode count, long before) {
        long told = told(count, before);
        return told == 0 ? before : told;
    }

    /// Both parts are taken together, so that what has moved from one to the other is not counted in both.
    ///
    /// @return whether there are any
    private boolean split(JsonNode creation) {
        long told5m = told(creation.path("ephemeral_5m_input_tokens"), cacheWritten5m);
        long told1h = told(creation.path("ephemeral_1h_input_tokens"), cacheWritten1h);
        if (told5m != 0 || told1h != 0) {
            cacheWritten5m = told5m;
            cacheWritten1h = told1h;
        }
        return told(creation.path("ephemeral_5m_input_tokens"), 0) != 0
                || told(creation.path("ephemeral_1h_input_tokens"), 0) != 0;
    }
}
