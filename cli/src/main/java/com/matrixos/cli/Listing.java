package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/// Documents of one kind, side by side or one alone.
///
/// @param fields what is shown of each, in order
record Listing(List<Field> fields) {
    static Listing of(Field... fields) {
        return new Listing(List.of(fields));
    }

    /// A line for each.
    void table(List<JsonNode> documents, PrintWriter out) {
        var table = new Table(fields.stream().map(Field::column).toArray(Table.Column[]::new));
        documents.forEach(
                one -> table.row(fields.stream().map(field -> field.of(one)).toArray(String[]::new)));
        table.print(out);
    }

    /// A line for each, as comma-separated values with the API's own names and values.
    void csv(List<JsonNode> documents, PrintWriter out) {
        out.print(Csv.of(fields, documents));
    }

    /// A line for each field of one.
    void details(JsonNode document, PrintWriter out) {
        int width = fields.stream()
                .mapToInt(field -> field.heading().length())
                .max()
                .orElse(0);
        for (Field field : fields) {
            out.println(field.heading() + " ".repeat(width - field.heading().length()) + "  "
                    + Printable.of(field.of(document)));
        }
    }
}
