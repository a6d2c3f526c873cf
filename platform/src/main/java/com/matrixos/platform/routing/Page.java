package com.matrixos.platform.routing;

import org.jspecify.annotations.Nullable;

/// What a page says: one sentence of cause, one of what it means for the reader's things, at most one
/// button.
///
/// @param mood which mark is shown: `awake`, `asleep`, `waking` or `trouble`
/// @param heading the headline, also the title
/// @param cause why the reader sees this
/// @param effect what it means for their things, or what to do
/// @param action the button, if any
/// @param script the script beside it, if any
record Page(
        String mood,
        String heading,
        String cause,
        String effect,
        @Nullable Action action,
        @Nullable String script) {
    /// A button.
    ///
    /// @param href where it leads; empty for the same address again
    record Action(String href, String label) {}

    static Page of(String mood, String heading, String cause, String effect) {
        return new Page(mood, heading, cause, effect, null, null);
    }

    Page retry(String label) {
        return open("", label);
    }

    Page open(String href, String label) {
        return new Page(mood, heading, cause, effect, new Action(href, label), script);
    }

    /// Follows a wake, and loads the address again when it is over.
    Page following() {
        return new Page(mood, heading, cause, effect, action, "wake.js");
    }

    /// Closes itself, if the browser lets it.
    Page closing() {
        return new Page(mood, heading, cause, effect, action, "done.js");
    }
}
