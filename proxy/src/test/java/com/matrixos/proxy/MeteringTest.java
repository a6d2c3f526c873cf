package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.Events;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What calls cost, from the wire to the operator's books.
@Timeout(120)
final class MeteringTest extends MeteredCalls {
    @TempDir
    Path folder;

    @Test
    void booksAStreamedCallExactly() throws Exception {
        streams(Streams.of("claude-opus-5-5", 1_000, 50));
        assertThat(ask().statusCode()).isEqualTo(200);
        // 1,000 x $4 and 50 x $20 for a million.
        assertThat(proxy.spent("alice")).isEqualTo(4_000_000 + 1_000_000);
        JsonNode row = only("model");
        assertThat(row.get("key").asText()).isEqualTo("claude-opus-5-5");
        assertThat(row.get("inputTokens").asLong()).isEqualTo(1_000);
        assertThat(row.get("outputTokens").asLong()).isEqualTo(50);
        assertThat(row.get("estimatedUsd").decimalValue()).isZero();
        assertThat(only("session").get("key").asText()).isEqualTo("s-1");
        assertThat(held()).isZero();
    }

    @Test
    void booksAWholeAnswerExactly() throws Exception {
        upstream.play((_, reply) -> reply.json(200, Events.message("hello")));
        ask();
        assertThat(proxy.spent("alice")).isEqualTo(12 * 4_000 + 7 * 20_000);
    }

    @Test
    void theLastReportCountsAndNothingIsAddedUp() throws Exception {
        streams(List.of(
                Streams.start("claude-opus-5-5", 2_679),
                Streams.delta("x"),
                Streams.end("{\"input_tokens\":10682,\"output_tokens\":510,\"cache_read_input_tokens\":0}")));
        ask();
        assertThat(proxy.spent("alice")).isEqualTo(10_682 * 4_000 + 510 * 20_000);
    }

    @Test
    void anAnsweringModelIsPaidNotTheOneAskedFor() throws Exception {
        streams(Streams.of("claude-haiku-4-5", 1_000_000, 0));
        ask();
        assertThat(proxy.spent("alice")).isEqualTo(1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type: Text/Event-Stream",
                "Content-Type: text/event-stream;x",
                "x: y",
                "content-type: text/plain"
            })
    void aStreamIsReadWhateverItIsCalled(String header) throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.03}");
        upstream.play((_, reply) -> {
            reply.begin(200, header);
            reply.send("\r\n");
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            for (int i = 0; i < 5_000; i++) {
                reply.send(Streams.delta("four"));
            }
        });
        assertThat(ask().body()).contains("msg_").endsWith("data: {\"type\":\"message_stop\"}\n\n");
        assertThat(proxy.spent("alice")).isBetween(4_000_000L, 30_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type: application/json", "x: y"})
    void aWholeAnswerToAStreamingRequestIsRead(String header) throws Exception {
        upstream.play((_, reply) ->
                reply.whole(200, (" \n" + Events.message("hello")).getBytes(StandardCharsets.UTF_8), header));
        ask();
        assertThat(proxy.spent("alice")).isEqualTo(12 * 4_000 + 7 * 20_000);
        assertThat(only("model").get("estimatedUsd").decimalValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd()", "a b", "LONG", "m\\u0000"})
    void aModelThatMustNotStandInATableIsAnUnknownOne(String told) throws Exception {
        String model = told.replace("LONG", "claude-haiku-4-5".repeat(20));
        String body = ASK.replace("claude-opus-5-5", "claude-haiku-4-5");
        streams(Streams.of(model, 1_000, 0));
        proxy.send(proxy.message(token, body));
        JsonNode row = only("model");
        assertThat(row.get("key").asText()).isEqualTo("unknown");
        // Haiku would be 1,000,000, and the dearest is known to be dearer than Opus.
        assertThat(proxy.spent("alice")).isGreaterThan(4_000_000);
        String metrics =
                proxy.send(HttpRequest.newBuilder(proxy.uri("/metrics"))).body();
        assertThat(metrics).contains("model=\"unknown\"");
    }

    @Test
    void anAnswerThatTellsNoModelIsOfTheOneAskedFor() throws Exception {
        upstream.play((_, reply) ->
                reply.json(200, "{\"id\":\"msg_1\",\"usage\":{\"input_tokens\":9.0,\"output_tokens\":1}}"));
        ask();
        assertThat(only("model").get("key").asText()).isEqualTo("claude-opus-5-5");
        assertThat(proxy.spent("alice")).isEqualTo(9 * 4_000 + 20_000);
        assertThat(only("model").get("estimatedUsd").decimalValue()).isZero();
    }

    @Test
    void aCountThatCannotBeReadMakesAnEstimate() throws Exception {
        upstream.play(
                (_, reply) -> reply.json(
                        200,
                        "{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":\"9\",\"output_tokens\":1}}"));
        ask();
        assertThat(only("model").get("estimatedUsd").decimalValue()).isPositive();
    }

    @Test
    void whatTheUpstreamRefusesCostsNothing() throws Exception {
        upstream.play((_, reply) -> reply.error(529, "overloaded_error", "Overloaded", "retry-after: 3"));
        HttpResponse<String> response = ask();
        assertThat(response.statusCode()).isEqualTo(529);
        assertThat(response.headers().firstValue("retry-after")).contains("3");
        assertThat(proxy.json("/usage/alice/by?dim=model")).isEmpty();
        assertThat(held()).isZero();
    }

    @Test
    void anErrorBeforeTheMessageBeginsCostsNothingButIsInTheBooks() throws Exception {
        streams(List.of(Events.event(
                "error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}")));
        ask();
        assertThat(proxy.spent("alice")).isZero();
        assertThat(only("model").get("calls").asInt()).isEqualTo(1);
    }

    @Test
    void countingTokensAndListingModelsLeavesNoTrace() throws Exception {
        upstream.play((_, reply) -> reply.json(200, "{\"input_tokens\":5}"));
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0}");
        var count = HttpRequest.newBuilder(proxy.uri("/v1/messages/count_tokens"))
                .header("x-api-key", token)
                .POST(BodyPublishers.ofString(ASK));
        assertThat(proxy.send(count).statusCode()).isEqualTo(200);
        var models = HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", token);
        assertThat(proxy.send(models).statusCode()).isEqualTo(200);
        assertThat(proxy.json("/usage/summary")).isEmpty();
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        var response = proxy.send(proxy.message(token, ASK).header("content-encoding", "gzip"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("content-encoding");
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "/**/{}", "\uFEFF{}", "{\"model\":\"claude-opus-5-5\""})
    void refusesABodyThatIsNoObject(String body) throws Exception {
        refuses(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesABodyInAnotherCharacterSet() throws Exception {
        refuses(ASK.getBytes(StandardCharsets.UTF_16LE));
        refuses(ASK.getBytes(StandardCharsets.UTF_16));
    }

    private void refuses(byte[] body) throws Exception {
        for (HttpRequest.BodyPublisher sent : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            var response = proxy.send(proxy.message(token, ASK).POST(sent));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("invalid_request_error", "one JSON object in UTF-8");
        }
        assertThat(upstream.requests()).isEmpty();
        assertThat(proxy.json("/usage/alice/by?dim=model")).isEmpty();
    }

    @Test
    void refusesARequestWithoutABody() throws Exception {
        for (String length : List.of("", "Content-Length: 0\n", "Content-Length: 000\n")) {
            String answer = proxy.raw("POST /v1/messages HTTP/1.1\nHost: proxy\nConnection: close\nx-api-key: " + token
                    + "\n" + length + "\n");
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("one JSON object in UTF-8");
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void anUnknownModelIsNeverFreeAndGetsItsPriceLater() throws Exception {
        proxy.close();
        proxy = RunningProxy.with(Map.of(
                "ANTHROPIC_API_KEY",
                RunningProxy.KEY,
                "ANTHROPIC_API_URL",
                upstream.url().toString(),
                "PROXY_PRICES_FILE",
                rewritten("claude-new-1", "claude-haiku-4-5")));
        token = proxy.grant("alice");
        streams(Streams.of("claude-haiku-4-5", 1_000, 0));
        ask();
        long dearest = proxy.spent("alice");
        assertThat(dearest).isGreaterThan(1_000_000);
        Files.write(folder.resolve("prices.json"), shippedPrices());
        HttpResponse<String> reloaded = proxy.post("/prices/reload", "");
        assertThat(reloaded.body()).contains("\"repriced\":1");
        assertThat(proxy.spent("alice")).isEqualTo(1_000_000);
        assertThat(proxy.json("/quotas/alice").at("/daily/usedUsd").decimalValue())
                .isEqualByComparingTo("0.001");
    }

    @Test
    void containersMayReadTheirOwnUsageAndNothingElse() throws Exception {
        streams(Streams.of("claude-opus-5-5", 1_000, 50));
        ask();
        for (String path : List.of("/usage/alice", "/usage/alice/by?dim=day")) {
            assertThat(asContainer(path)).as(path).startsWith("HTTP/1.1 200 ");
        }
        for (String path :
                List.of("/usage/bob", "/usage/summary", "/quotas/alice", "/quotas", "/tokens", "/metrics", "/prices")) {
            assertThat(asContainer(path)).as(path).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void showsTheCostWhileACallRuns() throws Exception {
        var go = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            go.await();
            reply.send(Streams.end("{\"output_tokens\":3}"));
            reply.end();
        });
        var request = HttpRequest.newBuilder(proxy.uri("/usage/alice/stream"));
        HttpResponse<InputStream> live = proxy.client.send(request.build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: standing");
            var call = Thread.ofVirtual().start(() -> unchecked(() -> (long) ask().statusCode()));
            JsonNode running = event(lines, "running");
            assertThat(running.at("/call/inputTokens").asLong()).isEqualTo(1_000);
            assertThat(running.at("/call/costUsd").decimalValue()).isPositive();
            go.countDown();
            JsonNode ended = event(lines, "ended");
            assertThat(ended.at("/call/costUsd").decimalValue()).isEqualByComparingTo("0.00406");
            assertThat(ended.at("/today/usedUsd").decimalValue()).isEqualByComparingTo("0.00406");
            call.join();
        }
    }

    @Test
    void tellsPrometheus() throws Exception {
        streams(Streams.of("claude-opus-5-5", 1_000, 50));
        ask();
        String metrics =
                proxy.send(HttpRequest.newBuilder(proxy.uri("/metrics"))).body();
        assertThat(metrics)
                .contains("mx_proxy_requests_total{model=\"claude-opus-5-5\",status=\"200\",user=\"alice\"} 1")
                .contains("mx_proxy_tokens_total{class=\"output\",model=\"claude-opus-5-5\",user=\"alice\"} 50")
                .contains("mx_proxy_cost_nanousd_total{basis=\"exact\"")
                .contains("mx_proxy_ledger_commit_seconds")
                .contains("mx_proxy_reserved_nanousd{user=\"alice\"} 0");
        assertThat(proxy.json("/ready").get("status").asText()).isEqualTo("ready");
    }

    /// With a forwarding header, so that it is not the operator's by being local.
    private String asContainer(String path) throws IOException {
        return proxy.raw("GET " + path + " HTTP/1.1\nHost: proxy\nX-Forwarded-For: 10.0.0.1\nAuthorization: Bearer "
                + token + "\nConnection: close\n\n");
    }

    private static JsonNode event(BufferedReader lines, String state) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                JsonNode data = Json.mapper().readTree(line.substring(6));
                if (data.at("/call/state").asText().equals(state)) {
                    return data;
                }
            }
        }
        throw new AssertionError("no event " + state);
    }

    private static byte[] shippedPrices() throws IOException {
        try (InputStream in = MeteringTest.class.getResourceAsStream("/prices.json")) {
            return in.readAllBytes();
        }
    }

    /// The shipped list with one model under another name, in a file.
    private String rewritten(String name, String model) throws IOException {
        Path prices = folder.resolve("prices.json");
        String json =
                new String(shippedPrices(), StandardCharsets.UTF_8).replace("\"" + model + "\"", "\"" + name + "\"");
        Files.writeString(prices, json);
        return prices.toString();
    }
}
