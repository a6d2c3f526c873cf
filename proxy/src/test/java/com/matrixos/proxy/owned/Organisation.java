package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.Reply;
import com.matrixos.testkit.anthropic.Script;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// An organisation's files and batches at the upstream, which knows its key and nothing of users: whoever has
/// the key sees and deletes everything. Ids are numbers in the order of making; lists begin with the newest.
final class Organisation implements AutoCloseable {
    static final String[] HEADERS = {
        "request-id: req_1",
        "anthropic-ratelimit-requests-remaining: 7",
        "x-several: one",
        "x-several: two",
        "set-cookie: a=1"
    };

    final ScriptedAnthropic wire = ScriptedAnthropic.start();
    private final Map<String, ObjectNode> files = new LinkedHashMap<>();
    private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
    private final Map<String, byte[]> results = new LinkedHashMap<>();
    private final AtomicReference<Script> special = new AtomicReference<>();
    private int made;

    Organisation() {
        wire.play(this::play);
    }

    /// Answers the next request in this way.
    void once(Script script) {
        special.set(script);
    }

    /// Somebody with the key makes a file that the proxy has not seen.
    synchronized String file() {
        String id = "file_" + ++made;
        files.put(
                id,
                Json.mapper()
                        .createObjectNode()
                        .put("id", id)
                        .put("type", "file")
                        .put("size_bytes", 5));
        return id;
    }

    /// The same for a batch.
    synchronized String batch() {
        String id = "msgbatch_" + ++made;
        var batch = Json.mapper().createObjectNode().put("id", id).put("type", "message_batch");
        batch.put("processing_status", "in_progress").putNull("archived_at").putNull("results_url");
        batch.putObject("request_counts").put("succeeded", 0);
        batches.put(id, batch);
        return id;
    }

    /// The batch has ended with an answer for each of these messages, and one request that failed.
    synchronized void end(String batchId, String... messageIds) {
        ObjectNode batch = batches.get(batchId);
        batch.put("processing_status", "ended");
        batch.put("results_url", "https://api.anthropic.com/v1/messages/batches/" + batchId + "/results");
        batch.withObject("request_counts").put("succeeded", messageIds.length);
        var lines = new StringBuilder("{\"custom_id\":\"no\",\"result\":{\"type\":\"errored\",\"error\":{}}}\n");
        for (String id : messageIds) {
            lines.append("""
                    {"custom_id":"c","result":{"type":"succeeded","message":{"id":"%s","model":"claude-opus-5-5",\
                    "usage":{"input_tokens":3,"output_tokens":4}}}}
                    """.formatted(id));
        }
        results.put(batchId, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Keeps only the beginning of a batch's results.
    synchronized void cutResults(String batchId, int bytes) {
        results.computeIfPresent(batchId, (_, all) -> Arrays.copyOf(all, bytes));
    }

    synchronized void appendToResults(String batchId, String more) {
        String all = new String(results.get(batchId), StandardCharsets.UTF_8) + more;
        results.put(batchId, all.getBytes(StandardCharsets.UTF_8));
    }

    /// The results are thrown away, the batch is kept.
    synchronized void archive(String batchId) {
        batches.get(batchId).put("archived_at", "2026-03-20T00:00:00Z");
    }

    synchronized void forget(String id) {
        files.remove(id);
        batches.remove(id);
    }

    synchronized boolean has(String id) {
        return files.containsKey(id) || batches.containsKey(id);
    }

    synchronized byte[] results(String batchId) {
        return results.get(batchId);
    }

    synchronized String status(String batchId) {
        return batches.get(batchId).path("processing_status").asText();
    }

    /// What came, as `GET /v1/files`.
    List<String> asked() {
        return wire.requests().stream()
                .map(request -> request.method() + " " + request.uri())
                .toList();
    }

    private void play(RecordedRequest request, Reply reply) throws IOException, InterruptedException {
        Script once = special.getAndSet(null);
        if (once != null) {
            once.play(request, reply);
            return;
        }
        Answer answer = answer(request);
        if (request.method().equals("HEAD")) {
            reply.whole(answer.status, new byte[0], HEADERS);
        } else {
            reply.json(answer.status, answer.body, HEADERS);
        }
    }

    private record Answer(int status, String body) {}

    private synchronized Answer answer(RecordedRequest request) {
        URI uri = URI.create(request.uri());
        String[] parts = uri.getPath().replaceFirst("^/v1/(messages/)?", "").split("/", -1);
        Map<String, ObjectNode> objects = parts[0].equals("files") ? files : batches;
        if (parts.length == 1) {
            return request.method().equals("POST")
                    ? ok(objects.get(parts[0].equals("files") ? file() : batch()))
                    : ok(list(objects, uri.getQuery()));
        }
        ObjectNode object = objects.get(parts[1]);
        if (object == null) {
            return new Answer(
                    404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"gone\"}}");
        }
        if (request.method().equals("DELETE")) {
            objects.remove(parts[1]);
        }
        return switch (parts.length == 3 ? parts[2] : "") {
            case "cancel" -> ok(object.put("processing_status", "canceling"));
            case "results" -> new Answer(200, new String(results.get(parts[1]), StandardCharsets.UTF_8));
            case "content" -> new Answer(200, "bytes of " + parts[1]);
            default -> ok(object);
        };
    }

    private static Answer ok(ObjectNode object) {
        return new Answer(200, object.toString());
    }

    private static ObjectNode list(Map<String, ObjectNode> objects, String query) {
        List<ObjectNode> newest = List.copyOf(objects.values()).reversed();
        int limit = value(query, "limit").map(Integer::parseInt).orElse(20);
        int from = value(query, "after_id").map(id -> place(newest, id) + 1).orElse(0);
        int to = Math.min(newest.size(), from + limit);
        Optional<String> before = value(query, "before_id");
        if (before.isPresent()) {
            to = place(newest, before.get());
            from = Math.max(0, to - limit);
        }
        var list = Json.mapper().createObjectNode();
        list.putArray("data").addAll(newest.subList(from, to));
        list.put("has_more", before.isPresent() ? from > 0 : to < newest.size());
        list.put("first_id", from < to ? newest.get(from).path("id").asText() : null);
        list.put("last_id", from < to ? newest.get(to - 1).path("id").asText() : null);
        return list.put("future", 1);
    }

    private static int place(List<ObjectNode> objects, String id) {
        var ids = new ArrayList<String>();
        objects.forEach(object -> ids.add(object.path("id").asText()));
        return ids.indexOf(id);
    }

    private static Optional<String> value(String query, String name) {
        return query == null
                ? Optional.empty()
                : List.of(query.split("&", -1)).stream()
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
