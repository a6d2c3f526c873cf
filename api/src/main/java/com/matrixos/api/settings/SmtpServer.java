package com.matrixos.api.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A server that takes mail, as `smtp://user:password@host:587` or `smtps://…` names it.
///
/// @param tls whether the connection begins with TLS (`smtps`); with `smtp` it changes to TLS when the server can
/// @param user empty for none
/// @param password empty for none
public record SmtpServer(boolean tls, String host, int port, String user, String password) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /// Reads an address; special characters in user and password are percent-encoded.
    ///
    /// @throws IllegalArgumentException with the reason when it is none
    public static SmtpServer parse(String text) {
        URI uri = uri(text);
        boolean tls = "smtps".equals(uri.getScheme());
        int usual = tls ? SUBMISSIONS : SUBMISSION;
        String[] login = Objects.requireNonNullElse(uri.getRawUserInfo(), "").split(":", 2);
        return new SmtpServer(
                tls,
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                decoded(login[0]),
                login.length > 1 ? decoded(login[1]) : "");
    }

    /// Without user and password.
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }

    /// The message of a URI's own exception has the whole text in it, password included.
    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (("smtp".equals(uri.getScheme()) || "smtps".equals(uri.getScheme())) && bare(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // As below.
        }
        throw new IllegalArgumentException("must be like smtp://user:password@host:587 or smtps://host");
    }

    private static boolean bare(URI uri) {
        boolean path = "".equals(uri.getRawPath()) || "/".equals(uri.getRawPath());
        return uri.getHost() != null && path && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
