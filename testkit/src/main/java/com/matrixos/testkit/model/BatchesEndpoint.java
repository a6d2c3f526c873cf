package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.Composer;
import com.matrixos.testkit.model.message.RefusedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `/v1/messages/batches`, in memory. A batch has ended before its answer is sent, so cancelling one changes
/// nothing.
final class BatchesEndpoint implements Endpoints {
    private static final long MAX_BODY_BYTES = 256L * 1024 * 1024;
    private static final long MAX_STORED_BYTES = 48L * 1024 * 1024;

    private final Composer composer;
    private final InstantSource clock;
    private final Supplier<String> origin;
    private final LargeBodies large;
    private final Map<String, Batch> batches = new LinkedHashMap<>();

    /// @param origin where this server is, for addresses of results
    BatchesEndpoint(Composer composer, InstantSource clock, Supplier<String> origin, LargeBodies large) {
        this.composer = composer;
        this.clock = clock;
        this.origin = origin;
        this.large = large;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "POST /v1/messages/batches", this::create,
                "GET /v1/messages/batches", this::list,
                "GET /v1/messages/batches/*", this::show,
                "POST /v1/messages/batches/*/cancel", this::show,
                "GET /v1/messages/batches/*/results", this::results,
                "DELETE /v1/messages/batches/*", this::delete);
    }

    private void create(Exchange exchange) throws IOException {
        var reader = new BatchReader(composer, clock.instant());
        Batch batch = large.read(exchange, MAX_BODY_BYTES, reader::read);
        keep(batch);
        exchange.json(200, batch.json(origin.get()));
    }

    private void list(Exchange exchange) throws IOException {
        List<ObjectNode> newestFirst =
                all().reversed().stream().map(batch -> batch.json(origin.get())).toList();
        exchange.json(200, Page.of(newestFirst, exchange.request()));
    }

    private void show(Exchange exchange) throws IOException {
        exchange.json(200, get(exchange.id()).json(origin.get()));
    }

    private void results(Exchange exchange) throws IOException {
        exchange.bytes(200, "application/x-jsonl", get(exchange.id()).results());
    }

    private void delete(Exchange exchange) throws IOException {
        get(exchange.id());
        forget(exchange.id());
        exchange.json(
                200, Json.mapper().createObjectNode().put("id", exchange.id()).put("type", "message_batch_deleted"));
    }

    private synchronized void keep(Batch batch) {
        long stored =
                batches.values().stream().mapToLong(one -> one.results().length).sum();
        if (stored + batch.results().length > MAX_STORED_BYTES) {
            throw new RefusedException(ApiError.tooLarge(
                    "the results of all batches exceed " + MAX_STORED_BYTES + " bytes; delete one first"));
        }
        batches.put(batch.id(), batch);
    }

    private synchronized Batch get(String id) {
        return Optional.ofNullable(batches.get(id))
                .orElseThrow(() -> new RefusedException(ApiError.notFound("message batch not found: " + id)));
    }

    private synchronized void forget(String id) {
        batches.remove(id);
    }

    private synchronized List<Batch> all() {
        return List.copyOf(batches.values());
    }
}
