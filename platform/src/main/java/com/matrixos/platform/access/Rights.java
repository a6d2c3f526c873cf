package com.matrixos.platform.access;

import java.util.Locale;

/// What somebody may do on a computer's host.
public enum Rights {
    /// It is theirs.
    OWNER,
    /// They were invited to work on it.
    EDITOR,
    /// They were invited to look: nothing that changes anything, and no terminal.
    VIEWER,
    /// They are an admin and look after it; the owner can see that they were there.
    ADMIN;

    /// As it stands in the database and the API.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The rights of that name.
    ///
    /// @throws IllegalArgumentException when there are none
    public static Rights of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
