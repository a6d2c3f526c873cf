package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Sets a password with a link.
///
/// @param token of the link
public record ResetCompletion(
        @Nullable String token, @Nullable String password) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "ResetCompletion";
    }
}
