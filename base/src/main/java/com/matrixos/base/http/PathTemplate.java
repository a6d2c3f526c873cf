package com.matrixos.base.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with holes, matched segment by segment:
///
/// ```
/// template = "/" [ segment { "/" segment } ]
/// segment  = literal | "{" name "}" | "{" name "*}"      the last form, at the end only, takes the rest
/// ```
///
/// @param segments the template's segments
record PathTemplate(List<String> segments) {
    static PathTemplate parse(String template) {
        return new PathTemplate(split(template));
    }

    /// As it was written.
    String text() {
        return "/" + String.join("/", segments);
    }

    /// The values of the holes, when the (decoded) path fits.
    Optional<Map<String, String>> match(String path) {
        List<String> actual = split(path);
        var values = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.endsWith("*}")) {
                values.put(
                        name(segment, 2), String.join("/", actual.subList(Math.min(i, actual.size()), actual.size())));
                return Optional.of(values);
            }
            if (i >= actual.size() || !fits(segment, actual.get(i), values)) {
                return Optional.empty();
            }
        }
        return actual.size() == segments.size() ? Optional.of(values) : Optional.empty();
    }

    private static boolean fits(String segment, String actual, Map<String, String> values) {
        if (!segment.startsWith("{")) {
            return segment.equals(actual);
        }
        values.put(name(segment, 1), actual);
        return !actual.isEmpty();
    }

    private static String name(String segment, int suffix) {
        return segment.substring(1, segment.length() - suffix);
    }

    private static List<String> split(String path) {
        return List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
    }
}
