package com.matrixos.proxy.front;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.anthropic.Catalog;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which paths below `/v1/` a container may reach with the shared key. The upstream may decode and normalise a path, so
/// one that could mean something else there than here is refused:
///
/// ```
/// path    = "/v1/" segment { "/" segment } [ "/" ]
/// segment = 1*( letter | digit | "-" | "_" | "." | "~" | ":" | "@" ), but neither "." nor ".."
/// ```
final class ModelPath {
    private static final String PREFIX = "/v1/";

    /// What a client sends whose base address ends in a slash; refused, but as its library expects it.
    private static final Pattern TWICE = Pattern.compile("//+v1/.*");
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.~:@-]+");

    /// `TRACE` would echo the key; the others Anthropic does not use.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private ModelPath() {}

    /// Whether this is a call to the model at all.
    static boolean matches(String path) {
        return path.startsWith(PREFIX) || TWICE.matcher(path).matches();
    }

    /// Why the request must not go to the upstream, if it must not.
    static Optional<AnthropicError> refusal(String method, String path) {
        if (!METHODS.contains(method)) {
            return Optional.of(new AnthropicError(405, "invalid_request_error", "method not allowed: " + method));
        }
        if (!path.startsWith(PREFIX) || !isPlain(path.substring(PREFIX.length()))) {
            return Optional.of(AnthropicError.invalidRequest("path: must consist of plain segments"));
        }
        if (Catalog.find(method, plain(path)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Catalog.hasPath(plain(path))
                        ? new AnthropicError(405, "invalid_request_error", "method not allowed: " + method)
                        : AnthropicError.ofStatus(404, "not available through this proxy: " + path));
    }

    private static boolean isPlain(String rest) {
        return Stream.of(plain(rest).split("/", -1))
                .allMatch(segment -> SEGMENT.matcher(segment).matches());
    }

    /// The path without a slash at its end, which some clients add.
    static String plain(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
