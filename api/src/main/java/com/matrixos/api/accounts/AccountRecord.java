package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// An account as its owner and admins see it.
///
/// @param id `usr_…`
/// @param handle the name of their computer
/// @param email in lower case; empty when nobody gave one
/// @param role `user` or `admin`
/// @param state `active`, `suspended` or `leaving`
/// @param createdAt ISO 8601 in UTC with milliseconds, as all times here
/// @param hasPassword whether one can sign in with a password
/// @param totp whether that also needs a code
/// @param passkeys how many there are
/// @param recoveryCodesLeft how many have not been used
/// @param leavesAt when a leaving account is removed, else null
public record AccountRecord(
        String id,
        String handle,
        String email,
        String role,
        String state,
        String createdAt,
        boolean hasPassword,
        boolean totp,
        int passkeys,
        int recoveryCodesLeft,
        @Nullable String leavesAt) {}
