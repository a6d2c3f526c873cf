package com.matrixos.platform.access;

import com.matrixos.platform.containers.Handle;

/// Where browsers find this host.
///
/// @param scheme `http` or `https`
/// @param domain whose first label names a container
/// @param port the port a browser must name, or 0 for the scheme's own
public record PublicAddress(String scheme, String domain, int port) {
    /// A local domain is reached directly, at the platform's own port; any other through a tunnel or a web
    /// server that speaks TLS at the usual port.
    public static PublicAddress of(String domain, int platformPort) {
        boolean local = domain.equals("localhost") || domain.endsWith(".localhost");
        return local ? new PublicAddress("http", domain, platformPort) : new PublicAddress("https", domain, 0);
    }

    /// `http://alice.localhost:9000`, without a slash at the end.
    public String of(Handle handle) {
        return scheme + "://" + handle + "." + domain + (port == 0 ? "" : ":" + port);
    }
}
