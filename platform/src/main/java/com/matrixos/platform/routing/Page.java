package com.matrixos.platform.routing;

import org.jspecify.annotations.Nullable;

/// What a page says: one sentence of cause, one of what it means for the reader's things, at most one
/// button.
///
/// @param mood which mark is shown: `asleep`, `waking` or `trouble`
/// @param heading the headline, also the title
/// @param cause why the reader sees this
/// @param effect what it means for their things, or what to do
/// @param action the label of a button that loads the same address again, if any
/// @param script whether the page follows a wake
record Page(
        String mood,
        String heading,
        String cause,
        String effect,
        @Nullable String action,
        boolean script) {
    static Page of(String mood, String heading, String cause, String effect) {
        return new Page(mood, heading, cause, effect, null, false);
    }

    Page retry(String label) {
        return new Page(mood, heading, cause, effect, label, script);
    }

    Page following() {
        return new Page(mood, heading, cause, effect, action, true);
    }
}
