package com.matrixos.platform.accounts;

import java.net.URI;
import java.util.Objects;

/// For whom authenticators vouch.
///
/// @param id the host of the site's pages; what is signed for it counts nowhere else
/// @param origin of those pages: a page on a computer's host could ask for the same id, and is refused by its
/// origin
/// @param name as people see it
public record RelyingParty(String id, String origin, String name) {
    /// The site at this origin.
    public static RelyingParty of(String origin, String name) {
        String host = Objects.requireNonNull(URI.create(origin).getHost(), "the site's origin has no host");
        return new RelyingParty(host, origin, name);
    }
}
