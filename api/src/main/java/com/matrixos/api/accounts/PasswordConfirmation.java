package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Shows once more that it is the owner who asks.
///
/// @param password null for an account that has none
public record PasswordConfirmation(@Nullable String password) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "PasswordConfirmation";
    }
}
