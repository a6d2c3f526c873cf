package com.matrixos.platform.routing;

import com.matrixos.platform.access.Sessions;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.RequestHead;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The cookie that lets a browser into one computer. Host-only: it is never sent to a sibling's host.
///
/// Over https its name bears the prefix `__Host-`, which browsers give to nobody but the host itself (RFC
/// 6265bis §4.1.3): a page on a sibling's host cannot plant one. Over http, on `*.localhost`, browsers
/// refuse that prefix.
final class SessionCookie {
    private static final String PLAIN = "matrix_session";
    private static final String PREFIXED = "__Host-matrix_session";
    private static final String KNOCK = "matrix_knock";
    private static final String KNOCK_PREFIXED = "__Host-matrix_knock";

    /// How long somebody may take to sign in.
    private static final int KNOCK_SECONDS = 1800;

    /// RFC 9110 §5.6.7.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private SessionCookie() {}

    /// The token that came with a request.
    static Optional<String> of(RequestHead head) {
        return head.cookie(secure(head) ? PREFIXED : PLAIN);
    }

    /// The `Set-Cookie` that hands a session to the browser, for as long as the session lasts.
    static String set(RequestHead head, Sessions.Begun begun) {
        String cookie = "=" + begun.token() + "; Path=/; HttpOnly; SameSite=Lax; Expires="
                + HTTP_DATE.format(begun.session().expiresAt());
        return secure(head) ? PREFIXED + cookie + "; Secure" : PLAIN + cookie;
    }

    /// The token of a browser that has knocked: a ticket that is made for it opens nothing elsewhere.
    static Optional<String> knock(RequestHead head) {
        return head.cookie(secure(head) ? KNOCK_PREFIXED : KNOCK);
    }

    /// The `Set-Cookie` of a browser that knocks.
    static String setKnock(RequestHead head, String token) {
        String cookie = "=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + KNOCK_SECONDS;
        return secure(head) ? KNOCK_PREFIXED + cookie + "; Secure" : KNOCK + cookie;
    }

    /// Edits that keep our cookies from a tenant's programs.
    static HeadEdits strip(HeadEdits edits) {
        return edits.dropCookie(PLAIN).dropCookie(PREFIXED).dropCookie(KNOCK).dropCookie(KNOCK_PREFIXED);
    }

    private static boolean secure(RequestHead head) {
        return head.scheme().equals("https");
    }
}
