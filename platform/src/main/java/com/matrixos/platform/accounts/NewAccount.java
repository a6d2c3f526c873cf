package com.matrixos.platform.accounts;

import com.matrixos.platform.containers.Handle;
import org.jspecify.annotations.Nullable;

/// An account that somebody wants, its parts checked.
///
/// @param email in lower case; empty for none
/// @param passwordHash as [Passwords#hash] made it; null when they sign in by other means
/// @param code the one-time code that makes its first user admin, whatever the role says; null for none
public record NewAccount(
        String email,
        Handle handle,
        @Nullable String passwordHash,
        Role role,
        @Nullable String code) {
    /// Of somebody without a password here.
    public static NewAccount withoutPassword(String email, Handle handle, Role role) {
        return new NewAccount(email, handle, null, role, null);
    }

    /// Without what is secret in it.
    @Override
    public String toString() {
        return "NewAccount[" + handle + "]";
    }
}
