package com.matrixos.platform.access;

import com.matrixos.platform.containers.Handle;
import java.time.Instant;

/// A browser's right to one handle.
///
/// @param token what goes into the cookie; only its digest is stored
/// @param handle the one handle it opens
/// @param expiresAt when it ends
public record Session(String token, Handle handle, Instant expiresAt) {
    /// Without the token.
    @Override
    public String toString() {
        return "Session[" + handle + ", " + expiresAt + "]";
    }
}
