package com.matrixos.api.usage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// By what a user's usage can be broken down.
public enum UsageDimension {
    /// The model that answered.
    MODEL,
    /// The day in UTC, as `2026-11-26`.
    DAY,
    /// The client's session.
    SESSION,
    /// The subagent within a session.
    AGENT;

    /// As it stands in the query parameter `dim`.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The dimension of that name on the wire, if there is one.
    public static Optional<UsageDimension> of(String wire) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wire().equals(wire))
                .findFirst();
    }
}
