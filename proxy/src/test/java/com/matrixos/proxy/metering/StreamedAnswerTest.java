package com.matrixos.proxy.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.Tap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a stream is thought to have used up to where it breaks off.
class StreamedAnswerTest {
    private static final String START =
            event("message_start", """
            {"type":"message_start","message":{"id":"m","model":"a","usage":{"input_tokens":7,"output_tokens":1}}}""") + block("{\"type\":\"thinking\",\"thinking\":\"\"}");
    private static final String PING = event("ping", "{\"type\":\"ping\"}");
    private static final String SIGNATURE = delta("{\"type\":\"signature_delta\",\"signature\":\"c2lnbmF0dXJl\"}");
    private static final String SEARCH =
            block("{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}");

    private final Purse purse = new Purse();
    private long now;
    private final StreamedAnswer answer = new StreamedAnswer(purse, () -> now);

    /// Pays for so many tokens.
    private static final class Purse implements StreamedAnswer.Payer {
        private long tokens = Long.MAX_VALUE;
        private Usage told = Usage.NONE;

        @Override
        public void told(StreamedAnswer answer) {
            told = answer.told();
        }

        @Override
        public boolean affords(long outputTokens) {
            return outputTokens <= tokens;
        }
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static String block(String block) {
        return event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}");
    }

    private static String delta(String delta) {
        return event("content_block_delta", "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
    }

    private static String text(String text) {
        return delta("{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private Tap.Cut read(String events) {
        return answer.read(Piece.of(ByteBuffer.wrap(events.getBytes(StandardCharsets.UTF_8))));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private long output() {
        return answer.usage().tokens().output();
    }

    @Test
    void whatWasThoughtInSilenceIsBookedAsItWasHeld() {
        read(START);
        for (int second = 0; second < 6; second++) {
            pass(Duration.ofSeconds(1));
            read(PING);
        }
        assertThat(answer.outputTokens()).isBetween(600L, 610L);
        assertThat(output()).isBetween(600L, 610L);
    }

    @Test
    void theSilenceBeforeASignatureIsThought() {
        purse.tokens = 500;
        read(START);
        pass(Duration.ofSeconds(20));
        assertThat(read(SIGNATURE)).isNotNull();
        assertThat(output()).isBetween(2_000L, 2_010L);
    }

    @Test
    void theTimeBetweenTextsIsNoThought() {
        read(START);
        pass(Duration.ofSeconds(20));
        read(text("four"));
        pass(Duration.ofSeconds(20));
        read(text("four"));
        assertThat(output()).isEqualTo(2);
    }

    @Test
    void whatIsReadAfterTheCutIsNotBooked() {
        purse.tokens = 100;
        Tap.Cut cut = read(START + text("four").repeat(5_000));
        assertThat(cut).isNotNull();
        assertThat(output()).isLessThan(102);
    }

    @Test
    void whatTheUpstreamTellsAfterTheCutIs() {
        purse.tokens = 100;
        read(START + text("four").repeat(5_000) + event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4321}}"""));
        assertThat(answer.exact()).isTrue();
        assertThat(output()).isEqualTo(4_321);
    }

    /// A client of HTTP/1.0 gets all of an answer that cannot be cut.
    @Test
    void whatGoesOnPastTheCutIsBooked() {
        purse.tokens = 100;
        read(START + text("four").repeat(1_000));
        read(text("four"));
        assertThat(output()).isEqualTo(1_001);
    }

    @Test
    void aSearchIsToldWhenItBeginsUntilTheUpstreamCounts() {
        read(START + SEARCH + SEARCH);
        assertThat(purse.told.webSearches()).isEqualTo(2);
        assertThat(answer.usage().webSearches()).isEqualTo(2);
        read(event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9,\
                "server_tool_use":{"web_search_requests":1}}}"""));
        assertThat(purse.told.webSearches()).isEqualTo(1);
        assertThat(answer.usage().webSearches()).isEqualTo(1);
    }

    @Test
    void aClientsToolIsNoSearch() {
        read(
                START
                        + block(
                                "{\"type\":\"tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"name\":\"web_search\"}}"));
        read(block("{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_fetch\",\"input\":{}}"));
        assertThat(answer.usage().webSearches()).isZero();
    }
}
