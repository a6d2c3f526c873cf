package com.matrixos.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.util.stream.Collectors;

/// Text that others wrote, made fit for a terminal. Names of sessions and models come from users' computers,
/// and must not be able to give the operator's terminal orders or to hide what they say.
final class Printable {
    private Printable() {}

    /// The same text with a question mark for whatever a terminal would obey or not show.
    static String of(String text) {
        return text.codePoints()
                .map(c -> isHarmful(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// A document for programs that people may look at. What a terminal would obey is written as JSON's own
    /// escapes, so that the document stays what it is.
    static String json(JsonNode document) {
        try {
            return Json.mapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .lines()
                    .map(Printable::escaped)
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    private static String escaped(String line) {
        var text = new StringBuilder();
        line.codePoints().forEach(c -> {
            if (isHarmful(c)) {
                for (char unit : Character.toChars(c)) {
                    text.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
