package com.matrixos.proxy.owned;

import java.util.Locale;

/// What can belong to somebody.
enum Kind {
    /// Bytes kept at the upstream.
    FILE,
    /// Many calls that are answered together, later.
    BATCH;

    /// As it stands in messages and in the database.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
