package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.time.Until;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a limit does to calls, before they begin and in the middle.
@Timeout(120)
final class BudgetedCallsTest extends MeteredCalls {
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

    @ParameterizedTest
    @ValueSource(strings = {"128000", "128000.0", "1.28e5", "\"128000\"", "-1", "null"})
    void noSpellingOfMaxTokensMakesAWholeAnswerCheaper(String written) throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.05}");
        String body = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":" + written + ",\"messages\":[]}";
        assertThat(proxy.send(proxy.message(token, body)).statusCode()).isIn(400, 429);
        assertThat(held()).isZero();
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void holdsNoMoreOutputThanAnyModelWrites() throws Exception {
        var go = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            go.await();
            reply.json(200, Events.message("hello"));
        });
        String body = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":4611686018427387904,\"messages\":[]}";
        var call = Thread.ofVirtual()
                .start(() -> unchecked(
                        () -> (long) proxy.send(proxy.message(token, body)).statusCode()));
        try {
            upstream.take(SOON);
            // A million tokens of output at $20, as in the US, and a short prompt.
            assertThat(held()).isBetween(new BigDecimal("20"), new BigDecimal("23"));
        } finally {
            go.countDown();
        }
        call.join();
        assertThat(held()).isZero();
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
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
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
        new Random(3).nextBytes(image);
        String body = ASK.replace(
                "[]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\""
                        + Base64.getEncoder().encodeToString(image) + "\"}}]}]");
        assertThat(proxy.send(proxy.message(token, body)).statusCode()).isEqualTo(200);
    }

    @Test
    void holdsForTheSearchesThatACallMayMake() throws Exception {
        // The prompt is next to nothing, the output is two cents, and a search is one.
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.15}");
        var go = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Streams.start("claude-opus-5-5", 10));
            go.await();
            reply.send(Streams.end("{\"output_tokens\":1}"));
            reply.end();
        });
        String searching = ASK.replace("[]", "[],\"tools\":[{\"type\":\"web_search_20260209\",\"max_uses\":%d}]");
        assertThat(proxy.send(proxy.message(token, searching.formatted(30))).statusCode())
                .isEqualTo(429);
        var call = Thread.ofVirtual()
                .start(() -> unchecked(() -> (long) proxy.send(proxy.message(token, searching.formatted(12)))
                        .statusCode()));
        Until.holds("it is held until the usage is told", () -> {
            long nano = unchecked(() -> held().movePointRight(9).longValueExact());
            return nano > 140_000_000 && nano < 143_000_000;
        });
        go.countDown();
        call.join();
    }

    @Test
    void searchesThatAreSeenArePaidThoughTheirCountNeverComes() throws Exception {
        streams(List.of(Streams.start("claude-opus-5-5", 1_000), Events.event("content_block_start", """
                        {"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s",\
                        "name":"web_search","input":{}}}""")));
        ask();
        assertThat(proxy.spent("alice")).isBetween(4_000_000 + 10_000_000L, 4_000_000 + 10_000_000L + 40_000);
    }

    @Test
    void anotherPromptOfTheSameLengthIsNotHeldAsCached() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1.2}");
        streams(List.of(
                Streams.start("claude-opus-5-5", 10),
                Streams.end("{\"output_tokens\":1,\"input_tokens\":0,\"cache_creation_input_tokens\":200000}")));
        String first = ASK.replace("[]", "[{\"role\":\"user\",\"content\":\"" + "words ".repeat(100_000) + "\"}]");
        assertThat(askInSession(first)).isEqualTo(200);
        streams(Streams.of("claude-opus-5-5", 10, 1));
        assertThat(askInSession(first.replace("words", "wards"))).isEqualTo(429);
        assertThat(askInSession(first)).isEqualTo(200);
    }

    private int askInSession(String body) throws Exception {
        return proxy.send(proxy.message(token, body).header("x-claude-code-session-id", "s-1"))
                .statusCode();
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
    void manyAtOnceNeverPassTheLimit() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1}");
        List<String> models = List.of("claude-opus-5-5", "claude-fable-5-2", "claude-sonnet-5-5", "claude-haiku-5-5");
        upstream.play((request, reply) -> {
            String model = request.header("x-test-model").orElseThrow();
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
                var call = proxy.message(token, ASK.replace("claude-opus-5-5", model))
                        .header("x-test-model", model);
                calls.add(threads.submit(() -> proxy.send(call).statusCode()));
            }
        }
        for (Future<Integer> call : calls) {
            assertThat(call.get()).isIn(200, 429);
        }
        assertThat(proxy.spent("alice")).isBetween(900_000_000L, 1_010_000_000L);
        assertThat(held()).isZero();
    }
}
