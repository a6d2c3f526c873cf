package com.matrixos.home.terminal;

import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Refuses WebSockets that another site's page opens: browsers send their cookies along and ask nobody, unlike for
/// `fetch`. Programs that send no `Origin` are not browsers and get through.
final class SameOrigin {
    private SameOrigin() {}

    /// @throws com.matrixos.base.http.ProblemException 403 when the page is not this host's own
    static void require(Call call) {
        Optional<String> origin = call.header("origin");
        if (origin.isPresent() && !matches(origin.get(), call.header("host").orElse(""))) {
            throw Problem.of(
                            "cross-origin",
                            403,
                            "Another site's page may not open a terminal",
                            "the origin is not this host")
                    .exception();
        }
    }

    /// Whether both name the same host and port; a port left out is the usual one of the origin's scheme, since
    /// between a browser's `https` and this server's `http` stands a proxy that passes the name on.
    static boolean matches(String origin, String host) {
        try {
            URI page = URI.create(origin);
            String scheme = String.valueOf(page.getScheme());
            URI here = URI.create(scheme + "://" + host);
            return page.getHost() != null
                    && page.getHost().equalsIgnoreCase(here.getHost())
                    && port(page, scheme) == port(here, scheme);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(URI uri, String scheme) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return scheme.toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }
}
