package com.matrixos.platform.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where on the same host somebody wants to be after signing in. Pure.
public final class WayBack {
    /// A path of this host in the characters of a URI (RFC 3986). `//` and `/\` would be another host's name to
    /// browsers, and what is longer than this nobody has typed or followed.
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._~!$&'()*+,;=:@%?-]{0,2000}");

    private WayBack() {}

    /// The path, when it is one of the same host; else `/`.
    public static String of(String text) {
        return PATH.matcher(text).matches() ? text : "/";
    }

    /// A text as the value of a query parameter.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
