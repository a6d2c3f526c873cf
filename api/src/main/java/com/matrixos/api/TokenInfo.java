package com.matrixos.api;

import org.jspecify.annotations.Nullable;

/// One token that the proxy knows, without anything that would help to guess it; `GET /tokens` lists them all.
///
/// @param id for `DELETE /tokens/{id}`: `container:` with the handle, or a script token's own
/// @param kind `container` or `script`
/// @param userId whom its calls count for; a container's is its handle
/// @param handle whose container, null for a script's
/// @param note a script's, in the operator's words
/// @param address the IP address from which alone it counts; null for any
/// @param createdAt ISO 8601 in UTC with milliseconds, when the present token was made known
/// @param previousUntil likewise, until when the container's previous token is good too; null when there is none
public record TokenInfo(
        String id,
        String kind,
        String userId,
        @Nullable String handle,
        @Nullable String note,
        @Nullable String address,
        String createdAt,
        @Nullable String previousUntil) {}
