package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Asks for an account.
///
/// @param email need not be unique
/// @param password 10 to 256 characters
/// @param handle the wanted name
/// @param code the one-time code that makes its first user admin
public record SignUpRequest(
        @Nullable String email,
        @Nullable String password,
        @Nullable String handle,
        @Nullable String code) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "SignUpRequest";
    }
}
