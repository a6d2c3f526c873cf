package com.matrixos.platform.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which lines are wanted; what is null does not matter.
///
/// @param actor an account's id or handle, or a kind: `operator`, `system`, `nobody`
/// @param action the action's beginning: `computer.` finds all that was done to computers
/// @param target the very target
/// @param since from this time on
/// @param until before this time
public record Question(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String target,
        @Nullable Instant since,
        @Nullable Instant until) {
    /// Everything.
    public static final Question ALL = new Question(null, null, null, null, null);
}
