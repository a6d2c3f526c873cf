package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.keys.Key;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Over [java.net.http]. The client's own time limit ends with the head of an answer, so each call runs on a
/// virtual thread that is interrupted when the whole of it takes too long.
final class HttpBatchUpstream implements BatchUpstream {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(30);

    /// 100,000 answers are a few hundred megabytes.
    private static final Duration RESULTS = Duration.ofHours(1);

    private static final int PIECE = 64 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            // In the clear, version 2 would begin with an upgrade that not every server takes well.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("batch-upstream-http-", 0).factory()))
            .build();
    private final String base;
    private final Supplier<Optional<Key>> keys;

    HttpBatchUpstream(URI url, Supplier<Optional<Key>> keys) {
        this.base = url.toString().replaceFirst("/+$", "");
        this.keys = keys;
    }

    @Override
    public Standing standing(String batchId) throws IOException, InterruptedException {
        HttpRequest request = request(batch(batchId)).build();
        return within(SHORT, () -> {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            return found(answer) ? standing(Json.mapper().readTree(answer.body())) : new Standing.Gone();
        });
    }

    @Override
    public boolean results(String batchId, Consumer<ByteBuffer> take) throws IOException, InterruptedException {
        HttpRequest request = request(batch(batchId) + "/results").build();
        return within(RESULTS, () -> {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                boolean there = found(answer);
                if (there) {
                    read(body, take);
                }
                return there;
            }
        });
    }

    @Override
    public void cancelBatch(String batchId) throws IOException, InterruptedException {
        undo(request(batch(batchId) + "/cancel").POST(BodyPublishers.noBody()).build());
    }

    @Override
    public void deleteFile(String fileId) throws IOException, InterruptedException {
        undo(request("/v1/files/" + fileId)
                .header("anthropic-beta", "files-api-2025-04-14")
                .DELETE()
                .build());
    }

    private void undo(HttpRequest request) throws IOException, InterruptedException {
        var _ = within(SHORT, () -> found(client.send(request, BodyHandlers.discarding())));
    }

    private static String batch(String id) {
        return "/v1/messages/batches/" + id;
    }

    private HttpRequest.Builder request(String path) throws IOException {
        Key key = keys.get().orElseThrow(() -> new IOException("there is no key for the upstream"));
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("x-api-key", key.value())
                .header("anthropic-version", "2023-06-01");
    }

    /// False when the upstream knows of none.
    ///
    /// @throws IOException when it says anything else than that or yes
    private static boolean found(HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 != 2 && status != 404) {
            throw new IOException("the upstream answers " + status);
        }
        return status != 404;
    }

    private static Standing standing(JsonNode batch) throws IOException {
        if (batch.path("archived_at").isTextual()) {
            return new Standing.Gone();
        }
        return switch (batch.path("processing_status").asText()) {
            case "ended" ->
                new Standing.Ended(
                        batch.path("request_counts").path("succeeded").asLong());
            case "in_progress", "canceling" -> new Standing.UnderWay();
            default -> throw new IOException("the upstream tells no status that is known");
        };
    }

    private static void read(InputStream body, Consumer<ByteBuffer> take) throws IOException {
        var piece = new byte[PIECE];
        for (int got = body.read(piece); got >= 0; got = body.read(piece)) {
            take.accept(ByteBuffer.wrap(piece, 0, got));
        }
    }

    private static <T> T within(Duration limit, Callable<T> work) throws IOException, InterruptedException {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("batch-upstream").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("asking the upstream failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the upstream took longer than " + limit, e);
        } finally {
            task.cancel(true);
        }
    }
}
