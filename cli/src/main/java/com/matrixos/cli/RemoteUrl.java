package com.matrixos.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The address of a Matrix OS as people type it.
final class RemoteUrl {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private RemoteUrl() {}

    /// Scheme, host and port, and nothing else.
    ///
    /// @throws CommandException saying what is wrong with it
    static URI parse(String text) {
        URI url = syntax(text);
        String scheme = lower(url.getScheme());
        String host = lower(url.getHost());
        if (host.isEmpty() || !isBare(url) || !(scheme.equals("https") || scheme.equals("http"))) {
            throw wrong(text);
        }
        if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            throw new CommandException("Over http everybody on the way could read your token. Use https://"
                    + url.getRawAuthority() + " instead; http is for this machine alone.");
        }
        return URI.create(scheme + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    }

    private static boolean isBare(URI url) {
        return url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    }

    private static URI syntax(String text) {
        try {
            URI url = new URI(text.strip());
            if (url.isOpaque() || url.getRawPath() == null) {
                throw wrong(text);
            }
            return url;
        } catch (URISyntaxException _) {
            throw wrong(text);
        }
    }

    private static CommandException wrong(String text) {
        return new CommandException("\"" + Printable.of(text)
                + "\" is not the address of a Matrix OS. It looks like https://api.example.com, without a path.");
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
