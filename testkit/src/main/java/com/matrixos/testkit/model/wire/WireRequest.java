package com.matrixos.testkit.model.wire;

import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One request. Belongs to the thread that answers it.
///
/// @param method in capitals
/// @param path as sent, without the query
/// @param query decoded; of a name given twice, the last value
/// @param headers by name in lower case; the values of a name given twice are joined by a comma
/// @param body as it arrives, without its framing
public record WireRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, InputStream body) {

    public WireRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// A header's value.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// A query parameter's value.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    static WireRequest of(Head head, InputStream body) {
        String[] target = head.target().split("\\?", 2);
        return new WireRequest(
                head.method(), target[0], target.length == 2 ? query(target[1]) : Map.of(), head.headers(), body);
    }

    private static Map<String, String> query(String text) {
        var query = new LinkedHashMap<String, String>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text; // a percent sign that escapes nothing
        }
    }
}
