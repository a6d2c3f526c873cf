package com.matrixos.platform.routing;

import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.WayBack;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.Map;

/// Sends a browser without a session to the site, which knows who it is. The browser gets a cookie on this
/// host first, and takes its digest along: the ticket it comes back with opens the computer only beside that
/// cookie, so a ticket that is stolen on the way is worth nothing.
final class Knock {
    private final PublicAddress address;

    Knock(PublicAddress address) {
        this.address = address;
    }

    /// The way to the site.
    ///
    /// @param to where on this host the browser wants to be afterwards; as it came, so it may be anything
    Verdict answer(RequestHead head, String label, String to) {
        String token = SessionCookie.knock(head).orElseGet(() -> Tokens.random("mk_"));
        String location = address.control() + "/open/" + label + "?knock=" + Tokens.sha256(token) + "&to="
                + WayBack.encoded(WayBack.of(to));
        return new Verdict.Respond(
                303,
                Map.of(
                        "location",
                        location,
                        "set-cookie",
                        SessionCookie.setKnock(head, token),
                        "cache-control",
                        "private, no-store",
                        "referrer-policy",
                        "no-referrer"),
                new byte[0]);
    }
}
