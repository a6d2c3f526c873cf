package com.matrixos.platform.audit;

import com.matrixos.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Brings what is handed in into texts that come back from the database as they went in, and are short.
/// Pure.
final class Texts {
    /// The most that a value may hold, in characters.
    static final int LONGEST = 1024;

    private static final int MOST_FIELDS = 32;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Texts() {}

    /// Without control characters and halves of characters, and cut.
    static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
        // Through the bytes: half of a surrogate pair becomes a question mark now, not when it is stored.
        String whole = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return CONTROL.matcher(whole).replaceAll("\ufffd");
    }

    /// The fields as a JSON object, in the order of their names.
    static String json(Map<String, ?> fields) {
        var sorted = new TreeMap<String, Object>();
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_FIELDS)
                .forEach(field -> sorted.put(of(field.getKey()), value(field.getValue())));
        return new String(Json.write(sorted), StandardCharsets.UTF_8);
    }

    private static Object value(Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean bool -> bool;
            default -> of(value.toString());
        };
    }
}
