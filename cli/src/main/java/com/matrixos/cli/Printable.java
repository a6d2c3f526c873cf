package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

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

    /// Prints a document for programs, which people may look at, too. What a terminal would obey is written as
    /// JSON's own escapes, so that the document stays what it is.
    static void json(JsonNode document, PrintWriter out) {
        try (var escaping = new EscapingWriter(out)) {
            Json.mapper().writerWithDefaultPrettyPrinter().writeValue(escaping, document);
        } catch (IOException e) {
            throw new UncheckedIOException("write to a PrintWriter", e);
        }
        out.println();
    }

    static boolean isHarmful(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
