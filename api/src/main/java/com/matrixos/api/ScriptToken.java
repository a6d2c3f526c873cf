package com.matrixos.api;

import org.jspecify.annotations.Nullable;

/// A token that was just made; the only document that ever holds it.
///
/// @param id names it from now on, in the list and to delete it
/// @param token the secret itself
/// @param userId whom its calls count for
/// @param note what it is for, in the operator's words
/// @param createdAt ISO 8601 in UTC with milliseconds
public record ScriptToken(
        String id, String token, String userId, @Nullable String note, String createdAt) {
    /// Without the token, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "ScriptToken[" + id + "]";
    }
}
