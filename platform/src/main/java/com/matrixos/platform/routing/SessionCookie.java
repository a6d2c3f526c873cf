package com.matrixos.platform.routing;

import com.matrixos.platform.access.Session;
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
    static String set(RequestHead head, Session session) {
        String cookie = "=" + session.token() + "; Path=/; HttpOnly; SameSite=Lax; Expires="
                + HTTP_DATE.format(session.expiresAt());
        return secure(head) ? PREFIXED + cookie + "; Secure" : PLAIN + cookie;
    }

    /// Edits that keep our cookies from a tenant's programs.
    static HeadEdits strip(HeadEdits edits) {
        return edits.dropCookie(PLAIN).dropCookie(PREFIXED);
    }

    private static boolean secure(RequestHead head) {
        return head.scheme().equals("https");
    }
}
