package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Changes somebody's account; what is null stays as it is.
///
/// @param role `user` or `admin`
/// @param state `active` or `suspended`
public record UserChange(
        @Nullable String role,
        @Nullable String state,
        @Nullable String email) {}
