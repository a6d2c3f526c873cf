package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.Ids;
import com.matrixos.testkit.model.message.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v1/files`, in memory. Unlike Anthropic, which gives nobody's upload back, it lets every file be read, so
/// that a proxy can be tried with the content of one.
final class FilesEndpoint implements Endpoints {
    private static final long MAX_UPLOAD_BYTES = 33L * 1024 * 1024;
    private static final long MAX_STORED_BYTES = 64L * 1024 * 1024;
    private static final int MAX_FILES = 1_000;

    private record Stored(ObjectNode about, Multipart.Part file) {}

    private final InstantSource clock;
    private final LargeBodies large;
    private final Map<String, Stored> files = new LinkedHashMap<>();

    FilesEndpoint(InstantSource clock, LargeBodies large) {
        this.clock = clock;
        this.large = large;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "POST /v1/files", this::upload,
                "GET /v1/files", this::list,
                "GET /v1/files/*", exchange -> exchange.json(200, get(exchange).about()),
                "GET /v1/files/*/content", this::content,
                "DELETE /v1/files/*", this::delete);
    }

    private void upload(Exchange exchange) throws IOException {
        String type = exchange.request().header("content-type").orElse("");
        byte[] body = large.read(exchange, MAX_UPLOAD_BYTES, InputStream::readAllBytes);
        exchange.json(200, store(Multipart.file(type, body)));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.json(200, Page.of(newestFirst(), exchange.request()));
    }

    private void content(Exchange exchange) throws IOException {
        Multipart.Part file = get(exchange).file();
        exchange.bytes(200, file.mediaType(), file.content());
    }

    private void delete(Exchange exchange) throws IOException {
        get(exchange);
        forget(exchange.id());
        exchange.json(
                200, Json.mapper().createObjectNode().put("id", exchange.id()).put("type", "file_deleted"));
    }

    private synchronized ObjectNode store(Multipart.Part file) {
        long stored = files.values().stream()
                .mapToLong(one -> one.file().content().length)
                .sum();
        if (files.size() == MAX_FILES || stored + file.content().length > MAX_STORED_BYTES) {
            throw new RefusedException(new ApiError(403, "permission_error", "file storage limit exceeded"));
        }
        String id = Ids.next("file_");
        ObjectNode about = Json.mapper()
                .createObjectNode()
                .put("type", "file")
                .put("id", id)
                .put("filename", file.name())
                .put("mime_type", file.mediaType())
                .put("size_bytes", file.content().length)
                .put("created_at", clock.instant().toString())
                .put("downloadable", true);
        files.put(id, new Stored(about, file));
        return about;
    }

    private synchronized Stored get(Exchange exchange) {
        return Optional.ofNullable(files.get(exchange.id()))
                .orElseThrow(() -> new RefusedException(ApiError.notFound("File not found: " + exchange.id())));
    }

    private synchronized void forget(String id) {
        files.remove(id);
    }

    private synchronized List<ObjectNode> newestFirst() {
        return files.values().stream().map(Stored::about).toList().reversed();
    }
}
