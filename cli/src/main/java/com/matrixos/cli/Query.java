package com.matrixos.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A path of the API with parameters. Immutable.
///
/// @param of the path alone
/// @param parameters in the order in which they were added
record Query(String of, Map<String, String> parameters) {
    static Query of(String path) {
        return new Query(path, Map.of());
    }

    /// The same with one parameter more, unless it has no value.
    Query with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Query(of, more);
    }

    String path() {
        return parameters.isEmpty()
                ? of
                : of
                        + parameters.entrySet().stream()
                                .map(one -> one.getKey() + "=" + OperatorHttp.encoded(one.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }
}
