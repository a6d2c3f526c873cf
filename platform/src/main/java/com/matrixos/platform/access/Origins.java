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
    private final PublicAddress address;

    /// @param address which names the origin of the site's pages
    public Origins(PublicAddress address) {
        this.address = address;
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

    /// The site's origin, when one of its pages makes this call from another server: one that is set, or whichever has
    /// the root of the domain when the API is asked at `api.`.
    public Optional<String> site(Call call) {
        boolean apart = !address.elsewhere().isEmpty()
                || call.header("host")
                        .filter(("api." + address.domain())::equals)
                        .isPresent();
        return call.header("origin").filter(origin -> apart && origin.equals(address.site()));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).map(host -> host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
