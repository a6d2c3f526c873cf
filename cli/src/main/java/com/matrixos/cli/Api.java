package com.matrixos.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// The platform's JSON API. Documents are kept as trees: of a server of a later version they may have members
/// that this command does not know, and `--json` prints them, too. Blocking; safe for use from any thread.
///
/// Every method throws [CommandException] when the platform cannot be reached, refuses, or answers what is no
/// such document.
final class Api {
    private static final int PAGE = 200;

    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Peer peer;
    private final OperatorHttp http;

    Api(Peer peer) {
        this.peer = peer;
        this.http = new OperatorHttp(peer);
    }

    Peer peer() {
        return peer;
    }

    /// One document.
    JsonNode get(String path) {
        return document(http.get(path, "application/json"));
    }

    /// Hands over the lines of a text that is no document, of any length.
    void lines(String path, String mediaType, Consumer<String> each) {
        http.lines(path, mediaType, each);
    }

    /// Gives an order that needs no words; its answer says nothing that is not known.
    void order(String method, String path) {
        http.order(method, path);
    }

    /// Gives an order that needs no words, and has an answer.
    JsonNode ask(String method, String path) {
        return document(http.order(method, path));
    }

    /// Gives an order, and has an answer.
    JsonNode ask(String method, String path, Map<String, ?> words) {
        return document(http.order(method, path, Json.write(words)));
    }

    /// Hands over the events of a stream until the server ends it.
    ///
    /// @param event the only name that counts
    void events(String path, String event, Consumer<JsonNode> each) {
        var reader = new EventReader(event, data -> each.accept(tree(data.getBytes(StandardCharsets.UTF_8))));
        http.lines(path, "text/event-stream", reader::line);
    }

    /// A list's items from as many pages as it takes.
    ///
    /// @param limit no more than so many
    Items list(Query query, int limit) {
        var rows = new ArrayList<JsonNode>();
        JsonNode page = get(query.with("limit", Integer.toString(PAGE)).path());
        page.path("items").forEach(rows::add);
        while (rows.size() < limit && page.path("nextCursor").isTextual()) {
            int before = rows.size();
            page = get(query.with("limit", Integer.toString(PAGE))
                    .with("cursor", page.path("nextCursor").asText())
                    .path());
            page.path("items").forEach(rows::add);
            if (rows.size() == before) {
                throw http.strange("a page of a list without an item");
            }
        }
        boolean more = rows.size() > limit || page.path("nextCursor").isTextual();
        return new Items(rows.subList(0, Math.min(limit, rows.size())), more, page.path("total"));
    }

    /// A member that a document must have.
    String text(JsonNode document, String name) {
        JsonNode value = document.path(name);
        if (!value.isTextual()) {
            throw http.strange("it lacks " + name);
        }
        return value.asText();
    }

    private JsonNode document(HttpResponse<byte[]> response) {
        JsonNode tree = tree(response.body());
        if (!tree.isContainerNode()) {
            throw http.strange("no document");
        }
        return tree;
    }

    private JsonNode tree(byte[] json) {
        try {
            return READER.readTree(json);
        } catch (IOException _) {
            throw http.strange("no JSON");
        }
    }
}
