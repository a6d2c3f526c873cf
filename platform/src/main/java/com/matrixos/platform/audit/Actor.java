package com.matrixos.platform.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who did something.
///
/// @param id of the account; empty for everybody else
/// @param handle the account's, or null
/// @param address where the request came from; empty for the system's own doing
public record Actor(Kind kind, String id, @Nullable String handle, String address) {
    /// The kinds of those who do things.
    public enum Kind {
        /// Somebody signed in, or a program with their token.
        ACCOUNT,
        /// Who has PLATFORM_SECRET, or sits at the machine.
        OPERATOR,
        /// Matrix OS itself: a timer, a start.
        SYSTEM,
        /// Somebody not signed in.
        NOBODY;

        /// As it stands in the log: `account`, `operator`, `system`, `nobody`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Matrix OS itself.
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "", null, "");
}
