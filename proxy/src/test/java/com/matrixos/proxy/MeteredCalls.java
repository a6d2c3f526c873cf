package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// A proxy with one user, Alice, in front of a scripted upstream.
@Timeout(120)
abstract class MeteredCalls {
    static final Duration SOON = Duration.ofSeconds(10);
    static final String ASK = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":4096,\"stream\":true,\"messages\":[]}";

    final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    RunningProxy proxy;
    String token;

    @BeforeEach
    final void start() throws Exception {
        proxy = RunningProxy.towards(upstream.url());
        token = proxy.grant("alice");
    }

    @AfterEach
    final void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    /// Makes a call of Alice's and waits for its end.
    HttpResponse<String> ask() throws Exception {
        return proxy.send(proxy.message(token, ASK).header("x-claude-code-session-id", "s-1"));
    }

    /// From here on the upstream answers every call with these events.
    void streams(List<String> events) {
        upstream.play((_, reply) -> {
            reply.beginEvents("request-id: req_7");
            for (String event : events) {
                reply.send(event);
            }
            reply.end();
        });
    }

    /// Makes a call and leaves in the middle of its answer.
    void abandon() throws Exception {
        HttpResponse<InputStream> response =
                proxy.client.send(proxy.message(token, ASK).build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            in.readNBytes(500);
        }
    }

    /// The only row of what Alice has used, by model, day, session or agent.
    JsonNode only(String dimension) throws Exception {
        JsonNode rows = proxy.json("/usage/alice/by?dim=" + dimension);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /// In USD, of Alice's money today.
    BigDecimal held() throws Exception {
        return proxy.json("/quotas/alice").at("/daily/heldUsd").decimalValue();
    }

    interface Work {
        long run() throws Exception;
    }

    static long unchecked(Work work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
