package com.matrixos.platform.access;

import com.matrixos.platform.containers.Handle;

/// Where browsers find this host.
///
/// @param scheme `http` or `https`
/// @param domain whose first label names a container
/// @param port the port a browser must name, or 0 for the scheme's own
/// @param elsewhere the origin of the site's pages when another server has them, such as `https://example.com`; empty
/// when the platform serves them itself
public record PublicAddress(String scheme, String domain, int port, String elsewhere) {
    /// A local domain is reached directly, at the platform's own port; any other through a tunnel or a web
    /// server that speaks TLS at the usual port.
    ///
    /// @param elsewhere as in [#elsewhere]
    public static PublicAddress of(String domain, int platformPort, String elsewhere) {
        boolean local = domain.equals("localhost") || domain.endsWith(".localhost");
        return local
                ? new PublicAddress("http", domain, platformPort, elsewhere)
                : new PublicAddress("https", domain, 0, elsewhere);
    }

    /// Where the site's pages are: `http://localhost:9000`, without a slash at the end.
    public String site() {
        return elsewhere.isEmpty() ? origin(domain) : elsewhere;
    }

    /// Where the API is. The root of the domain is not ours when the pages are elsewhere.
    public String control() {
        return origin(elsewhere.isEmpty() ? domain : "api." + domain);
    }

    /// `http://alice.localhost:9000`, without a slash at the end.
    public String of(Handle handle) {
        return origin(handle + "." + domain);
    }

    private String origin(String host) {
        return scheme + "://" + host + (port == 0 ? "" : ":" + port);
    }
}
