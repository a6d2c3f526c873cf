package com.matrixos.api.usage;

import org.jspecify.annotations.Nullable;

/// Asks for a token for something that is no container: a script, or a program on another machine.
///
/// @param userId whose limits and usage its calls count to; required, nullable so that a missing one can be named
/// @param note for the operator, to tell tokens apart
public record TokenRequest(
        @Nullable String userId, @Nullable String note) {}
