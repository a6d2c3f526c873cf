package com.matrixos.api.usage;

import org.jspecify.annotations.Nullable;

/// A token that was just made. The only time that the token itself is told: the proxy keeps its digest.
///
/// @param id what to revoke it by
/// @param token the secret
/// @param userId whose limits and usage its calls count to
/// @param note the operator's, if there is one
/// @param createdAt ISO 8601 in UTC
public record NewToken(
        String id, String token, String userId, @Nullable String note, String createdAt) {
    /// Without the secret, so that no log and no error can hold it.
    @Override
    public String toString() {
        return "NewToken[id=" + id + ", userId=" + userId + "]";
    }
}
