package com.matrixos.proxy.metering;

import com.matrixos.base.ids.Tokens;
import java.time.Instant;

/// Names calls. The time comes first, so that calls of one moment are neighbours in the ledger's index: with random
/// names
/// each row would touch a page of its own, and the more so the larger the file.
final class CallId {
    private static final int BASE = 36;

    /// Enough until the year 5188.
    private static final int TIME_DIGITS = 9;

    /// Of six bits each: nobody gains by guessing one, so it is only against collisions.
    private static final int RANDOM_DIGITS = 22;

    private CallId() {}

    /// A new name, unique for all time.
    static String at(Instant now) {
        String time = Long.toString(now.toEpochMilli(), BASE);
        String zeros = "0".repeat(Math.max(0, TIME_DIGITS - time.length()));
        return "call_" + zeros + time + Tokens.random("").substring(0, RANDOM_DIGITS);
    }
}
