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
        if (request.method().equals("POST")) {
            reply.json(200, "{\"id\":\"msgbatch_" + made.incrementAndGet() + "\"}");
        } else if (request.uri().endsWith("/results")) {
            reply.json(200, """
                    {"result":{"type":"succeeded","message":{"id":"msg_1","model":"claude-opus-5-5",\
                    "usage":{"input_tokens":1000,"output_tokens":1000}}}}""");
        } else {
            reply.json(
                    200,
                    ended
                            ? "{\"processing_status\":\"ended\",\"results_url\":\"x\",\"request_counts\":{\"succeeded\":1}}"
                            : "{\"processing_status\":\"in_progress\"}");
        }
    }

    private HttpResponse<String> make(String token, int requests) throws Exception {
        String body = "{\"requests\":[" + (REQUEST + ",").repeat(requests - 1) + REQUEST + "]}";
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
