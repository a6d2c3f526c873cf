package com.matrixos.platform.accounts;

import java.util.Locale;

/// What an account may do beyond its own computer.
public enum Role {
    /// Nothing.
    USER,
    /// Everything the operator may.
    ADMIN;

    /// As it stands in the database and the API: `user`, `admin`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
