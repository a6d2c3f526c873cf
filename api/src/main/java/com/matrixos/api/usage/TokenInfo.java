package com.matrixos.api.usage;

import org.jspecify.annotations.Nullable;

/// That somebody has a token, without anything that would help to guess it.
///
/// @param id what to revoke it by
/// @param kind `container` for a computer's own, `script` for one that the operator made
/// @param userId whose limits and usage its calls count to
/// @param handle the computer that bears it, or null when none does
/// @param note the operator's, if there is one
/// @param address the only address it is good from, or null when it is good from everywhere
/// @param createdAt ISO 8601 in UTC
/// @param previousUntil until when the one it has replaced is good as well, or null when none is
public record TokenInfo(
        String id,
        String kind,
        String userId,
        @Nullable String handle,
        @Nullable String note,
        @Nullable String address,
        String createdAt,
        @Nullable String previousUntil) {}
