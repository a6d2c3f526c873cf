package com.matrixos.api;

import org.jspecify.annotations.Nullable;

/// Asks the proxy for a token that is not a container's, with `POST /tokens`.
///
/// @param userId whom its calls count for; required, and nullable so that its absence can be named
/// @param note what it is for, in the operator's words
public record ScriptTokenRequest(
        @Nullable String userId, @Nullable String note) {}
