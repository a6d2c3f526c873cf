package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Sets another password.
///
/// @param current null for an account that has none
public record PasswordChange(
        @Nullable String current, @Nullable String password) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "PasswordChange";
    }
}
