package com.matrixos.proxy.traffic;

import java.time.Duration;

/// What became of a call that wanted in.
public sealed interface Entry {
    /// It may go on.
    ///
    /// @param pass to be closed when the call is over, whatever the reason
    record Entered(Pass pass) implements Entry {}

    /// Not now.
    ///
    /// @param what there is too much of, for the person at the keyboard: `requests per minute`, `concurrent
    /// calls`, `share of the key's requests`, `share of the key's input tokens` or `share of the key's output
    /// tokens`
    /// @param retryAfter when trying again may help, in whole seconds, at least one
    record TooMany(String what, Duration retryAfter) implements Entry {}
}
