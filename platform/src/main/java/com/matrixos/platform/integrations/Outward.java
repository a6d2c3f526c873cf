package com.matrixos.platform.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks services elsewhere. An answer must be whole within the patience, is at most a MiB long, and no redirection is
/// followed: who is asked is what the operator set. Safe for use from any thread; calls block.
public final class Outward implements AutoCloseable {
    private static final int LONGEST = 1024 * 1024;

    private final HttpClient client;
    private final Duration patience;

    /// An answer.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Reply(int status, byte[] body) {
        /// Whether it is a 2xx.
        public boolean ok() {
            return status / 100 == 2;
        }

        /// The body as JSON.
        ///
        /// @throws IOException when it is none
        public JsonNode json() throws IOException {
            try {
                return Json.mapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new IOException("the answer is no JSON, status " + status, e);
            }
        }
    }

    /// @param patience for one whole exchange
    public Outward(Duration patience) {
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
        this.patience = patience;
    }

    /// Sends it and waits.
    ///
    /// @throws IOException when there is no whole answer in time
    public Reply send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST));
        try {
            HttpResponse<byte[]> response = exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            throw new IOException("no answer from " + request.uri().getHost(), e.getCause());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new IOException(
                    "no answer within " + patience + " from " + request.uri().getHost(), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
