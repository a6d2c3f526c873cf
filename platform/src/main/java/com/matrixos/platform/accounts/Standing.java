package com.matrixos.platform.accounts;

import java.time.Instant;

/// Whether an account can be used.
public sealed interface Standing {
    /// It can.
    record Active() implements Standing {}

    /// An admin has closed it for the time being; nobody can sign in.
    record Suspended() implements Standing {}

    /// Its owner has deleted it; until then they may still take that back and fetch their files.
    record Leaving(Instant until) implements Standing {}

    /// As it stands in the database and the API: `active`, `suspended`, `leaving`.
    default String text() {
        return switch (this) {
            case Active _ -> "active";
            case Suspended _ -> "suspended";
            case Leaving _ -> "leaving";
        };
    }
}
