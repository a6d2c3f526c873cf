package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Documents as comma-separated values: a line of names, then a line for each.
final class Csv {
    private static final CsvMapper MAPPER = new CsvMapper();

    private Csv() {}

    static String of(List<Field> fields, List<JsonNode> documents) {
        var text = new StringWriter();
        try (SequenceWriter lines = MAPPER.writer().writeValues(text)) {
            lines.write(fields.stream().map(Field::name).toArray(String[]::new));
            for (JsonNode one : documents) {
                lines.write(fields.stream().map(field -> cell(field.value(one))).toArray(String[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("write to memory", e);
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isTextual()) {
            return harmless(Printable.of(value.asText()));
        }
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isContainerNode() ? value.toString() : value.asText("");
    }

    /// A spreadsheet takes a text that begins like this for a formula, so it gets a quote before it.
    private static String harmless(String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
