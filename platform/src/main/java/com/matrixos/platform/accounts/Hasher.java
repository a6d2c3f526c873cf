package com.matrixos.platform.accounts;

/// Makes passwords into what may be stored, slowly on purpose. Calls block; safe for use from any thread.
public interface Hasher {
    /// What may be stored, parameters and salt included.
    ///
    /// @throws TryLaterException when too many wait for it
    String hash(String password);

    /// Whether this is the password that was hashed.
    ///
    /// @throws TryLaterException when too many wait for it
    boolean matches(String password, String hash);

    /// Whether it was made with other parameters than [#hash] uses now.
    boolean outdated(String hash);
}
