package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Signs in with a password.
///
/// @param identifier handle or e-mail address
/// @param code of the app, or a recovery code
public record SignInRequest(
        @Nullable String identifier,
        @Nullable String password,
        @Nullable String code) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "SignInRequest";
    }
}
