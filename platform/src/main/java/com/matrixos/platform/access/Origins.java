package com.matrixos.platform.access;

import com.matrixos.base.http.Call;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keeps pages of other sites from changing anything through somebody's browser. A browser names the page's
/// origin in every request that changes something; what names none is no browser. On this machine that
/// matters more than elsewhere: here any page can reach the operator's API, and the browser's place alone
/// would be its credentials.
public final class Origins {
    private final String site;

    /// @param address which names the origin of the site's pages
    public Origins(PublicAddress address) {
        this.site = address.elsewhere();
    }

    /// Whether the call's `Origin`, if it has one, is the host it was sent to or the site's.
    boolean ours(Call call) {
        List<String> origins = call.headers("origin");
        // A browser that will not say which page it was ("null") is as good as another site.
        return origins.isEmpty()
                || (origins.size() == 1
                        && (site(call).isPresent()
                                || authority(origins.getFirst())
                                        .equals(call.header("host").map(host -> host.toLowerCase(Locale.ROOT)))));
    }

    /// The site's origin, when the site's pages are on another server and one of them makes this call.
    public Optional<String> site(Call call) {
        return call.header("origin").filter(origin -> !site.isEmpty() && origin.equals(site));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).map(host -> host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
