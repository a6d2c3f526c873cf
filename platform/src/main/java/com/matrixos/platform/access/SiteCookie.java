package com.matrixos.platform.access;

import com.matrixos.base.http.Call;
import com.matrixos.platform.accounts.SiteSessions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The cookie by which the site knows a browser. Host-only, so that no computer's host ever sees it, and
/// over https with the prefix `__Host-`, so that none can plant it (RFC 6265bis §4.1.3).
public final class SiteCookie {
    private static final String PLAIN = "matrix_site";
    private static final String PREFIXED = "__Host-matrix_site";

    /// RFC 9110 §5.6.7.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private SiteCookie() {}

    /// The token that came with a call. Over http, where the prefix does not protect it, a computer's page can plant
    /// a second one for the whole domain; then neither counts, and the browser is signed out rather than in as
    /// somebody else.
    public static Optional<String> of(Call call) {
        List<String> values = call.cookies(secure(call) ? PREFIXED : PLAIN);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// The `Set-Cookie` that signs the browser in.
    public static String set(Call call, SiteSessions.Begun begun) {
        return cookie(call, begun.token(), begun.session().expiresAt());
    }

    /// The `Set-Cookie` that signs it out.
    public static String clear(Call call) {
        return cookie(call, "", Instant.EPOCH);
    }

    private static String cookie(Call call, String value, Instant expires) {
        String rest = "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Expires=" + HTTP_DATE.format(expires);
        return secure(call) ? PREFIXED + rest + "; Secure" : PLAIN + rest;
    }

    private static boolean secure(Call call) {
        return call.header("x-forwarded-proto").filter("https"::equals).isPresent();
    }
}
