package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What a list of the API holds.
///
/// @param rows its items, of all pages that were asked for
/// @param more whether there are others behind them
/// @param total how many there are in all; null or missing when the platform does not count them
record Items(List<JsonNode> rows, boolean more, JsonNode total) {
    Items {
        rows = List.copyOf(rows);
    }

    /// All there are.
    static Items of(List<JsonNode> rows) {
        return new Items(rows, false, MissingNode.getInstance());
    }

    /// The first of a document that has no pages.
    static Items of(JsonNode document, int limit) {
        var rows = new ArrayList<JsonNode>();
        document.path("items").forEach(rows::add);
        return new Items(rows.subList(0, Math.min(limit, rows.size())), rows.size() > limit, document.path("total"));
    }

    /// All pages as one document of the API's form.
    JsonNode document() {
        ObjectNode document = Json.mapper().createObjectNode();
        document.putArray("items").addAll(rows);
        document.putNull("nextCursor");
        document.set("total", total.isNumber() ? total : document.nullNode());
        return document;
    }

    /// Says so when this is not all of it.
    void tellIfCut(PrintWriter err) {
        if (more) {
            boolean most = rows.size() >= Arguments.Count.MOST;
            err.println("(only the first " + rows.size() + (total.isNumber() ? " of " + total.asText() : "")
                    + (most ? "; choose fewer with the other options)" : "; --limit N shows more)"));
        }
    }
}
