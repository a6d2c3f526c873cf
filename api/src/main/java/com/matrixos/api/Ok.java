package com.matrixos.api;

/// The answer of a command that has nothing else to say: `{"ok":true}`.
///
/// @param ok always true
public record Ok(boolean ok) {
    /// The only one there is.
    public static final Ok OK = new Ok(true);
}
