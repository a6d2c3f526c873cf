package com.matrixos.platform.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a program's token allows. A browser session allows everything that its account may.
public enum Scope {
    /// To read the account, its sessions and its usage.
    ACCOUNT_READ,
    /// To change them.
    ACCOUNT_WRITE,
    /// To see the account's own computer.
    COMPUTER_READ,
    /// To start, stop, restart, update it, and to open it.
    COMPUTER_WRITE,
    /// Everything an admin may; worth nothing when the account is none.
    ADMIN;

    /// As the API names it: `account:read` …
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /// The scope of that name.
    public static Optional<Scope> of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }
}
