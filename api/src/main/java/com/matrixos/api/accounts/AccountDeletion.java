package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Deletes one's account.
///
/// @param password null for an account that has none
/// @param handle typed once more
public record AccountDeletion(
        @Nullable String password, @Nullable String handle) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "AccountDeletion";
    }
}
