package com.matrixos.platform.containers;

import java.util.Locale;

/// Why a container goes from one state to another.
public enum Cause {
    /// Somebody asked for it by a command.
    ASKED,
    /// Somebody opened it, and it slept.
    OPENED,
    /// Nobody used it for a while.
    IDLE,
    /// Somebody asked for a new one from the present image.
    UPDATED,
    /// It was found so, or happened by itself: a crash, a hand at the engine, a start of the platform.
    FOUND;

    /// As it stands in the database.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The cause of that name; rows of older versions have none.
    static Cause of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
