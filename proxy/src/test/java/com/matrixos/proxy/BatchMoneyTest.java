package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.Reply;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.ManualScheduler;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What batches hold of real budgets, by the shipped prices.
@Timeout(120)
class BatchMoneyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// 60 bytes, so 20 tokens.
    private static final String REQUEST = "{\"params\":{\"model\":\"claude-opus-5-5\",\"max_tokens\":100000}  }";

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-11-26T12:00:00Z"));
    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean ended;
    private volatile String usage = "{\"input_tokens\":1000,\"output_tokens\":1000}";
    private volatile String file = "{}";
    private RunningProxy proxy;
    private String token;

    @BeforeEach
    void start() throws Exception {
        upstream.play(this::play);
        proxy = RunningProxy.with(settings(), time);
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    private Map<String, String> settings() {
        return Map.of(
                "ANTHROPIC_API_KEY",
                RunningProxy.KEY,
                "ANTHROPIC_API_URL",
                upstream.url().toString());
    }

    private void play(RecordedRequest request, Reply reply) throws IOException {
        if (request.uri().startsWith("/v1/files")) {
            reply.json(200, file);
        } else if (request.method().equals("POST")) {
            reply.json(200, "{\"id\":\"msgbatch_" + made.incrementAndGet() + "\"}");
        } else if (request.uri().endsWith("/results")) {
            reply.json(200, """
                    {"result":{"type":"succeeded","message":{"id":"msg_1","model":"claude-opus-5-5",\
                    "usage":%s}}}""".formatted(usage));
        } else {
            reply.json(
                    200,
                    ended
                            ? "{\"processing_status\":\"ended\",\"results_url\":\"x\",\"request_counts\":{\"succeeded\":1}}"
                            : "{\"processing_status\":\"in_progress\"}");
        }
    }

    private HttpResponse<String> make(String token, int requests) throws Exception {
        return send(token, "{\"requests\":[" + (REQUEST + ",").repeat(requests - 1) + REQUEST + "]}");
    }

    private HttpResponse<String> send(String token, String body) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/messages/batches"))
                .header("x-api-key", token)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void whoHasADollarMakesNoBatchForMore() throws Exception {
        assertThat(REQUEST).hasSize(60);
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1}");
        // At half price, in the US, 100,000 x $11 and 20 x $2.75 for a million: more than a dollar.
        HttpResponse<String> refused = make(token, 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("billing_error", "spend limit reached (daily $1.00; resets 2026-11-27");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(upstream.requests()).isEmpty();
        assertThat(held("alice")).isZero();
        assertThat(make(proxy.grant("bob"), 1_000).statusCode())
                .as("who has no limits")
                .isEqualTo(200);
        assertThat(held("bob")).isEqualByComparingTo("1100.055");
    }

    @Test
    void holdsForTheHourAndForSearches() throws Exception {
        String request = "{\"params\":{\"model\":\"claude-opus-5-5\",\"max_tokens\":0,%s}}";
        String plain = request.formatted("\"x\":\"" + "y".repeat(3_000) + "\"");
        String hour = request.formatted("\"x\":\"" + "y".repeat(2_991) + "\",\"z\":\"1h\"");
        BigDecimal minutes = heldFor(plain);
        assertThat(hour).hasSameSizeAs(plain);
        // Twice the input instead of 1.25 times.
        assertThat(heldFor(hour)).isEqualByComparingTo(minutes.multiply(new BigDecimal("1.6")));
        String searching = request.formatted("\"tools\":[{\"type\":\"web_search_20250305\",\"max_uses\":5}]");
        String notSearching = request.formatted("\"tools\":[{\"type\":\"web_detour_20250305\",\"max_uses\":5}]");
        assertThat(heldFor(searching).subtract(heldFor(notSearching)))
                .as("$10 for a thousand, in batches too")
                .isEqualByComparingTo("0.05");
    }

    @Test
    void holdsTheDearerPriceOfALongPrompt() throws Exception {
        String request = "{\"params\":{\"model\":\"claude-haiku-5-5\",\"max_tokens\":1000000,\"x\":\"%s\"}}";
        // At half price, in the US, $0.275 for a million; and $1.375, and 100,000 and some of input.
        assertThat(heldFor(request.formatted("y"))).isBetween(new BigDecimal("0.275"), new BigDecimal("0.2751"));
        assertThat(heldFor(request.formatted("y".repeat(300_000))))
                .isBetween(new BigDecimal("1.409"), new BigDecimal("1.410"));
    }

    @Test
    void holdsForTheFilesThatItNames() throws Exception {
        file = "{\"id\":\"file_1\",\"size_bytes\":300000,\"mime_type\":\"text/plain\"}";
        assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/files"))
                                .header("x-api-key", token)
                                .POST(BodyPublishers.ofString("bytes")))
                        .statusCode())
                .isEqualTo(200);
        String request = "{\"params\":{\"model\":\"claude-opus-5-5\",\"%s\":\"file_1\"}}";
        assertThat(heldFor(request.formatted("file_id")).subtract(heldFor(request.formatted("file_no"))))
                .as("100,000 tokens at half price, in the US")
                .isEqualByComparingTo("0.275");
    }

    /// What a batch of this one request holds.
    private BigDecimal heldFor(String request) throws Exception {
        BigDecimal before = held("alice");
        assertThat(send(token, "{\"requests\":[" + request + "]}").statusCode()).isEqualTo(200);
        return held("alice").subtract(before);
    }

    @Test
    void aBatchIsHeldUntilItIsBooked() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":3}");
        assertThat(make(token, 2).statusCode()).isEqualTo(200);
        assertThat(held("alice")).isEqualByComparingTo("2.20011");
        assertThat(make(token, 1).statusCode()).isEqualTo(429);
        time.advance(MINUTE);
        assertThat(held("alice")).isEqualByComparingTo("2.20011");
        ended = true;
        time.advance(MINUTE);
        assertThat(held("alice")).isZero();
        // At half price 1,000 x $2 and 1,000 x $10 for a million.
        assertThat(proxy.spent("alice")).isEqualTo(12_000_000);
        assertThat(make(token, 2).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsBookedIsNotHeldAsWell() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":3}");
        assertThat(make(token, 2).statusCode()).isEqualTo(200);
        usage = "{\"input_tokens\":0,\"output_tokens\":190000}";
        // At half price 190,000 x $10 for a million.
        proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/messages/batches/msgbatch_1/results"))
                .header("x-api-key", token));
        Until.holds("what was downloaded is booked", () -> spent() == 1_900_000_000L);
        assertThat(held("alice")).as("what may still come").isEqualByComparingTo("0.30011");
        String small = "{\"requests\":[{\"params\":{\"model\":\"claude-opus-5-5\",\"max_tokens\":70000}}]}";
        assertThat(send(token, small).statusCode())
                .as("$0.77 of the $0.80 that are left")
                .isEqualTo(200);
        assertThat(send(token, small).statusCode()).isEqualTo(429);
    }

    private long spent() {
        try {
            return proxy.spent("alice");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRestartHoldsAgainWhatThereIsRoomFor() throws Exception {
        make(token, 2);
        String bob = proxy.grant("bob");
        make(bob, 1);
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":1.5}");
        proxy.post("/quotas/bob", "{\"enabled\":false}");
        restarted(Duration.ZERO, () -> {
            assertThat(held("alice")).isEqualByComparingTo("1.5");
            assertThat(held("bob")).isZero();
            ended = true;
            time.advance(MINUTE);
            Until.holds("all is booked", () -> held("alice").signum() == 0);
        });
    }

    @Test
    void whatIsPaidInAMonthThatIsOverIsNotHeldAgain() throws Exception {
        make(token, 2);
        restarted(Duration.ofDays(3), () -> assertThat(held("alice")).isEqualByComparingTo("2.20011"));
        restarted(Duration.ofDays(2), () -> assertThat(held("alice")).isZero());
    }

    private void restarted(Duration later, Runnable then) throws Exception {
        RunningProxy before = proxy;
        before.proxy().close();
        time.advance(later);
        var settings = new java.util.HashMap<>(settings());
        settings.put("PROXY_DB_PATH", before.folder.resolve("proxy.db").toString());
        try (var again = RunningProxy.with(settings, time)) {
            proxy = again;
            then.run();
        } finally {
            proxy = before;
        }
    }

    private BigDecimal held(String user) {
        try {
            return proxy.json("/quotas/" + user).at("/daily/heldUsd").decimalValue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
