package com.matrixos.platform.signin;

import com.matrixos.base.http.Call;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/// Keeps a change from undoing one that its maker has not seen (RFC 9110 §13.1.1). Pure.
final class IfMatch {
    private IfMatch() {}

    /// The entity tag of a version.
    static String tag(long version) {
        return "\"v" + version + "\"";
    }

    /// Whether a call is meant for a version; without the header it is meant for any.
    static LongPredicate of(Call call) {
        List<String> fields = call.headers("if-match");
        var tags = fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        return version -> tags.isEmpty() || tags.contains("*") || tags.contains(tag(version));
    }
}
