package com.matrixos.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Who is signed in, and where.
///
/// @param url of that Matrix OS; the token goes to no other
/// @param handle of the account
/// @param token that speaks for it
/// @param id of the token, by which it is revoked; null when the platform did not tell it
record Credentials(
        String url, String handle, String token, @Nullable String id) {
    Peer.Remote peer() {
        return new Peer.Remote(URI.create(url), token);
    }

    @Override
    public String toString() {
        return handle + " at " + url;
    }
}
