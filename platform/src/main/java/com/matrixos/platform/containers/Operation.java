package com.matrixos.platform.containers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that was done with a container, or happened to it.
///
/// @param kind the transitional status it began (`provisioning`, `starting`, `stopping`, `destroying`); the
/// status it was found in, when nothing was begun; or [#OUT_OF_MEMORY]
/// @param cause why
/// @param finishedAt when it ended, or null while it goes on
/// @param outcome the status it led to, `released` when the container is gone, or null while it goes on
/// @param detail why it failed, or null when it did not
public record Operation(
        String kind,
        Cause cause,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String outcome,
        @Nullable String detail) {
    /// The kind of an event that is no change of state: a process was killed because memory ran out.
    public static final String OUT_OF_MEMORY = "out-of-memory";
}
