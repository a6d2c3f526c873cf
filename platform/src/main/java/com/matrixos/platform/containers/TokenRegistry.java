package com.matrixos.platform.containers;

/// Where the proxy learns which token is which container's. Calls block; both are idempotent.
public interface TokenRegistry {
    /// From now on the token with this digest is the handle's, and no other is.
    ///
    /// @param sha256 64 lower-case hexadecimal digits
    /// @throws RuntimeException when the proxy did not acknowledge it; it is asked again later
    void grant(Handle handle, String sha256);

    /// The handle has no token any more.
    ///
    /// @throws RuntimeException when the proxy did not acknowledge it; it is asked again later
    void revoke(Handle handle);
}
