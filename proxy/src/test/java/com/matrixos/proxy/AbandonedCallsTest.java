package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is booked for answers that break off, on whichever side.
@Timeout(120)
final class AbandonedCallsTest extends MeteredCalls {
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
    void noEstimateIsMoreThanWasAskedFor() throws Exception {
        String few = ASK.replace("4096", "50");
        streams(List.of(Streams.start("claude-opus-5-5", 1_000), Streams.delta("x".repeat(20_000))));
        proxy.send(proxy.message(token, few));
        assertThat(proxy.spent("alice")).isEqualTo(4_000_000 + 50 * 20_000);
    }

    @Test
    void noEstimateOfAnAnswerInOnePieceIsMoreThanWasAskedFor() throws Exception {
        String whole = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":50,\"messages\":[]}";
        upstream.play((_, reply) -> {
            reply.begin(200, "content-type: application/json");
            reply.send("{\"id\":\"msg_1\",\"content\":[{\"type\":\"web_search_tool_result\",\"content\":\""
                    + "x".repeat(2_000_000));
            reply.die();
        });
        assertThatThrownBy(() -> proxy.send(proxy.message(token, whole))).isInstanceOf(IOException.class);
        Until.holds("it is booked", () -> unchecked(() -> proxy.spent("alice")) > 0);
        assertThat(proxy.spent("alice")).isBetween(50 * 20_000L, 50 * 20_000L + 500_000);
    }
}
