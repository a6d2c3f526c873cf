package com.matrixos.platform.containers;

import java.util.Optional;

/// Where the proxy learns which token is which container's. Calls block; both are idempotent.
public interface TokenRegistry {
    /// From now on the token with this digest is the handle's, from this address alone, and no other is.
    ///
    /// @param sha256 64 lower-case hexadecimal digits
    /// @param address the container's IP address; empty while it is not known, and then any will do
    /// @throws RuntimeException when the proxy did not acknowledge it; it is asked again later
    void grant(Handle handle, String sha256, Optional<String> address);

    /// The handle has no token any more.
    ///
    /// @throws RuntimeException when the proxy did not acknowledge it; it is asked again later
    void revoke(Handle handle);
}
