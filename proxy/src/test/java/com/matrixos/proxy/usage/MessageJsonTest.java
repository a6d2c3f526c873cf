package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageJsonTest {
    private record Seen(
            Usage usage,
            boolean reported,
            String id,
            String model,
            String stopReason,
            boolean failed,
            Optional<Event.Failed> failure,
            boolean whole) {}

    @Test
    void readsAMessage() {
        Seen seen = Splits.same("""
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-5-5","content":[{"type":"text",
                "text":"\\"usage\\":{\\"output_tokens\\":7} ö"}],"stop_reason":"end_turn","stop_sequence":null,
                "usage":{"input_tokens":3,"cache_creation_input_tokens":4,"output_tokens":5,"service_tier":"batch"}}
                """.getBytes(UTF_8), MessageJsonTest::read);

        assertThat(seen)
                .isEqualTo(new Seen(
                        new Usage(new Tokens(3, 0, 4, 0, 5), 0, "batch", "", "", List.of()),
                        true,
                        "msg_1",
                        "claude-haiku-5-5",
                        "end_turn",
                        false,
                        Optional.empty(),
                        true));
    }

    @Test
    void passesOverAByteOrderMark() {
        byte[] message = "\uFEFF {\"model\":\"m\",\"usage\":{\"output_tokens\":9.0}}".getBytes(UTF_8);

        Seen seen = Splits.same(message, MessageJsonTest::read);

        assertThat(seen.model()).isEqualTo("m");
        assertThat(seen.usage().tokens().output()).isEqualTo(9);
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void aModelThatCannotBeReadIsNotTheOneAskedFor() {
        for (String model : List.of("\"" + "m".repeat(300) + "\"", "\"" + "m".repeat(9_000) + "\"", "7", "{}")) {
            byte[] message = ("{\"model\":" + model + "}").getBytes(UTF_8);
            assertThat(Splits.sameAtRandom(message, 5, MessageJsonTest::read).model())
                    .isEqualTo(Usage.NO_MODEL);
        }
        assertThat(read(List.of(ByteBuffer.wrap("{\"model\":null}".getBytes(UTF_8))))
                        .model())
                .isEmpty();
    }

    @Test
    void readsAnError() {
        Seen seen = Splits.same(
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"},\"request_id\":\"r\"}"
                        .getBytes(UTF_8),
                MessageJsonTest::read);

        assertThat(seen.failed()).isTrue();
        assertThat(seen.failure()).contains(new Event.Failed("rate_limit_error", "slow"));
        assertThat(seen.usage()).isEqualTo(Usage.NONE);
        assertThat(seen.reported()).isFalse();
    }

    @Test
    void findsNothingInAPageOfACdn() {
        Seen seen = Splits.same("<html>413 {\"type\":\"error\"}</html>".getBytes(UTF_8), MessageJsonTest::read);

        assertThat(seen.failed()).isFalse();
        assertThat(seen.model()).isEmpty();
        assertThat(seen.whole()).isFalse();
    }

    private static Seen read(List<ByteBuffer> pieces) {
        var message = new MessageJson();
        pieces.stream().map(Piece::of).forEach(message::feed);
        return new Seen(
                message.usage(),
                message.reported(),
                message.messageId(),
                message.model(),
                message.stopReason(),
                message.failed(),
                message.failure(),
                message.whole());
    }
}
