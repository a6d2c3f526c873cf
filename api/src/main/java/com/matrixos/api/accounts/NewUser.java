package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Makes an account for somebody.
///
/// @param role `user` or `admin`; null means user
public record NewUser(
        @Nullable String email,
        @Nullable String handle,
        @Nullable String role) {}
