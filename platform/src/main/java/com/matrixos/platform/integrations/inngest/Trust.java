package com.matrixos.platform.integrations.inngest;

import java.util.Optional;

/// Whether a request is Inngest's.
sealed interface Trust {
    /// It is.
    ///
    /// @param key with which it is signed, and its answer is to be; none for a dev server's
    record Given(Optional<SigningKey> key) implements Trust {}

    /// Nothing proves it.
    ///
    /// @param reason for the log
    record Withheld(String reason) implements Trust {}
}
