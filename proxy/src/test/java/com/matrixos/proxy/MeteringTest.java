package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What calls cost, from the wire to the operator's books.
@Timeout(120)
class MeteringTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ASK =
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":4096,\"stream\":true,\"messages\":[]}";

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;
    private String token;

    @BeforeEach
    void start() throws Exception {
        proxy = RunningProxy.towards(upstream.url());
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    private HttpResponse<String> ask() throws Exception {
        return proxy.send(proxy.message(token, ASK).header("x-claude-code-session-id", "s-1"));
    }

    private void streams(List<String> events) {
        upstream.play((_, reply) -> {
            reply.beginEvents("request-id: req_7");
            for (String event : events) {
                reply.send(event);
            }
            reply.end();
        });
    }

    private JsonNode only(String dimension) throws Exception {
        JsonNode rows = proxy.json("/usage/alice/by?dim=" + dimension);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

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
    void countingTokensAndListingModelsLeavesNoTrace() throws Exception {
        upstream.play((_, reply) -> reply.json(200, "{\"input_tokens\":5}"));
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0}");
        var count = java.net.http.HttpRequest.newBuilder(proxy.uri("/v1/messages/count_tokens"))
                .header("x-api-key", token)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(ASK));
        assertThat(proxy.send(count).statusCode()).isEqualTo(200);
        var models =
                java.net.http.HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", token);
        assertThat(proxy.send(models).statusCode()).isEqualTo(200);
        assertThat(proxy.json("/usage/summary")).isEmpty();
    }

    @Test
    void refusesWhoHasNoMoneyInTheWayThatEndsClaudeCode() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.001}");
        streams(Streams.of("claude-opus-5-5", 1_000, 50));
        HttpResponse<String> response = ask();
        assertThat(response.statusCode()).isEqualTo(429);
        IdentityTest.assertError(response, "billing_error");
        assertThat(response.body()).contains("spend limit reached (daily $0.001; resets 20");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(Long.parseLong(response.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 86_400L);
        assertThat(held()).isZero();
        assertThat(proxy.json("/usage/summary")).isEmpty();
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void refusesADisabledUser() throws Exception {
        proxy.post("/quotas/alice", "{\"enabled\":false}");
        assertThat(ask().statusCode()).isEqualTo(403);
    }

    @Test
    void endsAnAnswerInOrderWhenTheMoneyRunsOut() throws Exception {
        // The prediction for this body and one lease fit, a second lease does not.
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.03}");
        var closed = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            try {
                for (int i = 0; i < 5_000; i++) {
                    reply.send(Streams.delta("four"));
                }
            } finally {
                closed.countDown();
            }
        });
        HttpResponse<String> response = ask();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
                .contains("\"stop_reason\":\"max_tokens\"")
                .contains("event: content_block_stop");
        assertThat(closed.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.spent("alice")).isBetween(15_000_000L, 30_000_000L);
        assertThat(held()).isZero();
        assertThat(only("model").get("estimatedUsd").decimalValue()).isPositive();
        assertThat(ask().statusCode()).isEqualTo(429);
    }

    @Test
    void holdsAllThatAnAnswerMayHaveWhichCannotBeCut() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1}");
        upstream.play((_, reply) -> reply.json(200, Events.message("hello")));
        String whole = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":64000,\"messages\":[]}";
        assertThat(proxy.send(proxy.message(token, whole)).statusCode()).isEqualTo(429);
        String shorter = whole.replace("64000", "32000");
        assertThat(proxy.send(proxy.message(token, shorter)).statusCode()).isEqualTo(200);
        assertThat(held()).isZero();
    }

    @Test
    void anImageIsNotTakenForABook() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1}");
        streams(Streams.of("claude-opus-5-5", 1_500, 10));
        byte[] image = new byte[1_000_000];
        new java.util.Random(3).nextBytes(image);
        String body = ASK.replace(
                "[]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\""
                        + java.util.Base64.getEncoder().encodeToString(image) + "\"}}]}]");
        assertThat(proxy.send(proxy.message(token, body)).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsMoneyThatIsHeldFromMoneyThatIsSpent() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.03}");
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            begun.countDown();
            go.await();
            reply.beginEvents();
            for (String event : Streams.of("claude-opus-5-5", 10, 1)) {
                reply.send(event);
            }
            reply.end();
        });
        var first = Thread.ofVirtual().start(() -> unchecked(() -> (long) ask().statusCode()));
        begun.await();
        HttpResponse<String> second = ask();
        assertThat(second.statusCode()).isEqualTo(429);
        IdentityTest.assertError(second, "rate_limit_error");
        assertThat(second.headers().firstValue("retry-after")).contains("2");
        go.countDown();
        first.join();
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @Test
    void whatWasHeldForALongerPromptComesBackWhenTheTrueOneIsKnown() throws Exception {
        var go = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 10));
            go.await();
            reply.send(Streams.end("{\"output_tokens\":1}"));
            reply.end();
        });
        String lengthy =
                ASK.replace("[]", "[{\"role\":\"user\",\"content\":\"" + "words, words. ".repeat(20_000) + "\"}]");
        var call = Thread.ofVirtual()
                .start(() -> unchecked(
                        () -> (long) proxy.send(proxy.message(token, lengthy)).statusCode()));
        // A lease of output is two cents; the prompt was predicted at half a dollar.
        Until.holds("the hold is small", () -> {
            long nano = unchecked(() -> held().movePointRight(9).longValueExact());
            return nano > 0 && nano < 23_000_000;
        });
        go.countDown();
        call.join();
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
    void refusesWhatCannotBeRead() throws Exception {
        var response = proxy.send(proxy.message(token, ASK).header("content-encoding", "gzip"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("content-encoding");
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void tellsTheUsersLimitsInPlaceOfTheKeys() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1,\"monthlyLimitUsd\":100}");
        upstream.play((_, reply) -> reply.json(
                200,
                Events.message("hi"),
                "request-id: req_1",
                "anthropic-ratelimit-requests-remaining: 12",
                "anthropic-priority-input-tokens-limit: 9",
                "anthropic-organization-id: org_1"));
        var headers = ask().headers();
        assertThat(headers.firstValue("anthropic-ratelimit-requests-remaining")).isEmpty();
        assertThat(headers.firstValue("anthropic-priority-input-tokens-limit")).isEmpty();
        assertThat(headers.firstValue("request-id")).contains("req_1");
        assertThat(headers.firstValue("anthropic-ratelimit-unified-status")).contains("allowed");
        assertThat(headers.firstValue("anthropic-ratelimit-unified-5h-utilization"))
                .isPresent();
        assertThat(headers.firstValue("anthropic-ratelimit-unified-representative-claim"))
                .contains("five_hour");
    }

    @Test
    void hearsAnAbandonedCallOutAndBooksItExactly() throws Exception {
        var left = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            reply.send(Streams.delta("four"));
            left.await();
            reply.send(Streams.delta("four"));
            reply.send(Streams.end("{\"output_tokens\":2}"));
            reply.end();
        });
        abandon();
        left.countDown();
        Until.holds("it is booked", () -> unchecked(() -> proxy.spent("alice")) > 0);
        assertThat(proxy.spent("alice")).isEqualTo(4_000_000 + 40_000);
        assertThat(only("model").get("estimatedUsd").decimalValue()).isZero();
    }

    @Test
    void hangsUpOnAnAbandonedCallThatGoesOnAndBooksAnEstimate() throws Exception {
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            reply.send(Streams.delta("four"));
            reply.hang();
        });
        abandon();
        upstream.awaitConnectionEnd(SOON);
        Until.holds("it is booked", () -> unchecked(() -> proxy.spent("alice")) > 0);
        assertThat(proxy.spent("alice")).isEqualTo(4_000_000 + 20_000);
        assertThat(only("model").get("estimatedUsd").decimalValue()).isPositive();
        assertThat(held()).isZero();
    }

    @Test
    void booksWhatAnUpstreamDidBeforeItBrokeOffOrGaveUp() throws Exception {
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 1_000));
            reply.die();
        });
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        Until.holds("it is booked", () -> unchecked(() -> proxy.spent("alice")) > 0);
        assertThat(proxy.spent("alice")).isEqualTo(4_020_000);
        streams(List.of(
                Streams.start("claude-opus-5-5", 1_000),
                Events.event(
                        "error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}")));
        ask();
        assertThat(proxy.spent("alice")).isEqualTo(2 * 4_020_000);
        assertThat(only("model").get("calls").asInt()).isEqualTo(2);
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
        java.nio.file.Files.write(prices, shippedPrices());
        HttpResponse<String> reloaded = proxy.post("/prices/reload", "");
        assertThat(reloaded.body()).contains("\"repriced\":1");
        assertThat(proxy.spent("alice")).isEqualTo(1_000_000);
        assertThat(proxy.json("/quotas/alice").at("/daily/usedUsd").decimalValue())
                .isEqualByComparingTo("0.001");
    }

    private java.nio.file.Path prices;

    private static byte[] shippedPrices() throws IOException {
        try (InputStream in = MeteringTest.class.getResourceAsStream("/prices.json")) {
            return in.readAllBytes();
        }
    }

    /// The shipped list with one model under another name, in a file.
    private String rewritten(String name, String model) throws IOException {
        prices = java.nio.file.Files.createTempFile("prices", ".json");
        String json =
                new String(shippedPrices(), StandardCharsets.UTF_8).replace("\"" + model + "\"", "\"" + name + "\"");
        java.nio.file.Files.writeString(prices, json);
        return prices.toString();
    }

    @Test
    void manyAtOnceNeverPassTheLimit() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1}");
        List<String> models = List.of("claude-opus-5-5", "claude-fable-5-2", "claude-sonnet-5-5", "claude-haiku-5-5");
        upstream.play((request, reply) -> {
            String model = models.get((int) (request.bodyBytes() % models.size()));
            reply.beginEvents();
            reply.send(Streams.start(model, 1_000));
            for (int i = 0; i < 2_000; i++) {
                reply.send(Streams.delta("four"));
            }
            reply.send(Streams.end("{\"output_tokens\":2000}"));
            reply.end();
        });
        var calls = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String model = models.get(i % models.size());
                String body = ASK.replace("claude-opus-5-5", model)
                        + " "
                                .repeat((i % models.size()
                                                + 4
                                                - ASK.replace("claude-opus-5-5", model)
                                                                .length()
                                                        % 4)
                                        % 4);
                calls.add(threads.submit(
                        () -> proxy.send(proxy.message(token, body)).statusCode()));
            }
        }
        for (Future<Integer> call : calls) {
            assertThat(call.get()).isIn(200, 429);
        }
        assertThat(proxy.spent("alice")).isBetween(900_000_000L, 1_010_000_000L);
        assertThat(held()).isZero();
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

    /// With a forwarding header, so that it is not the operator's by being local.
    private String asContainer(String path) throws IOException {
        return proxy.raw("GET " + path + " HTTP/1.1\nHost: proxy\nX-Forwarded-For: 10.0.0.1\nAuthorization: Bearer "
                + token + "\nConnection: close\n\n");
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
        var request = java.net.http.HttpRequest.newBuilder(proxy.uri("/usage/alice/stream"));
        HttpResponse<InputStream> live = proxy.client.send(request.build(), BodyHandlers.ofInputStream());
        try (var lines =
                new java.io.BufferedReader(new java.io.InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
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

    private static JsonNode event(java.io.BufferedReader lines, String state) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                JsonNode data = com.matrixos.base.json.Json.mapper().readTree(line.substring(6));
                if (data.at("/call/state").asText().equals(state)) {
                    return data;
                }
            }
        }
        throw new AssertionError("no event " + state);
    }

    @Test
    void tellsPrometheus() throws Exception {
        streams(Streams.of("claude-opus-5-5", 1_000, 50));
        ask();
        String metrics = proxy.send(java.net.http.HttpRequest.newBuilder(proxy.uri("/metrics")))
                .body();
        assertThat(metrics)
                .contains("mx_proxy_requests_total{model=\"claude-opus-5-5\",status=\"200\",user=\"alice\"} 1")
                .contains("mx_proxy_tokens_total{class=\"output\",model=\"claude-opus-5-5\",user=\"alice\"} 50")
                .contains("mx_proxy_cost_nanousd_total{basis=\"exact\"")
                .contains("mx_proxy_ledger_commit_seconds")
                .contains("mx_proxy_reserved_nanousd{user=\"alice\"} 0");
        assertThat(proxy.json("/ready").get("status").asText()).isEqualTo("ready");
    }

    private void abandon() throws Exception {
        HttpResponse<InputStream> response =
                proxy.client.send(proxy.message(token, ASK).build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            in.readNBytes(500);
        }
    }

    private java.math.BigDecimal held() throws Exception {
        return proxy.json("/quotas/alice").at("/daily/heldUsd").decimalValue();
    }

    private interface Work {
        long run() throws Exception;
    }

    private static long unchecked(Work work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
