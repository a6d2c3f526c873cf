package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchResultsTest {
    private record Result(String id, String model, Usage usage) {}

    private record Seen(List<Result> results, long unread) {}

    private static final String SUCCEEDED = """
            {"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_%s","type":"message","model":"claude-opus-5-5",\
            "content":[{"type":"text","text":"%s"}],"usage":{"input_tokens":1,"output_tokens":%s}}}}""";

    @Test
    void tellsOfEachAnswerOnce() {
        String lines = String.join(
                "\n",
                SUCCEEDED.formatted("1", "\\\"usage\\\" ö", 5),
                "{\"custom_id\":\"b\",\"result\":{\"type\":\"errored\",\"error\":{\"type\":\"error\"}}}",
                "",
                "{\"result\":{\"message\":{\"usage\":{\"output_tokens\":6},\"id\":\"msg_2\",\"model\":\"m\"},"
                        + "\"type\":\"succeeded\"},\"custom_id\":\"c\"}\r",
                "{\"custom_id\":\"d\",\"result\":{\"type\":\"canceled\"}}",
                SUCCEEDED.formatted("3", "last, without a line end", 7));

        Seen seen = Splits.same(lines.getBytes(UTF_8), BatchResultsTest::read);

        assertThat(seen.results())
                .containsExactly(
                        new Result("msg_1", "claude-opus-5-5", Usage.NONE.tokens(new Tokens(1, 0, 0, 0, 5))),
                        new Result("msg_2", "m", Usage.NONE.tokens(new Tokens(0, 0, 0, 0, 6))),
                        new Result("msg_3", "claude-opus-5-5", Usage.NONE.tokens(new Tokens(1, 0, 0, 0, 7))));
        assertThat(seen.unread()).isZero();
    }

    @Test
    void countsWhatItCannotRead() {
        Seen seen = Splits.same("""
                not json
                {"custom_id":"cut off","result":{"type":"succ
                {"custom_id":"no result"}
                {"result":{"type":"succeeded","message":{"id":"m","usage":null}}}
                {"result":{"type":"succeeded","message":{"id":"m","model":"x","usage":{"output_tokens":1}}}}
                """.getBytes(UTF_8), BatchResultsTest::read);

        assertThat(seen.results()).containsExactly(new Result("m", "x", Usage.NONE.tokens(new Tokens(0, 0, 0, 0, 1))));
        assertThat(seen.unread()).isEqualTo(4);
    }

    @Test
    void readsALineOfMegabytes() {
        byte[] lines = (SUCCEEDED.formatted("1", "x".repeat(20 << 20), 5) + "\n" + SUCCEEDED.formatted("2", "", 6))
                .getBytes(UTF_8);

        Seen seen = Splits.sameAtRandom(lines, 3, BatchResultsTest::read);

        assertThat(seen.results()).extracting(Result::id).containsExactly("msg_1", "msg_2");
    }

    private static Seen read(List<ByteBuffer> pieces) {
        var results = new BatchResults();
        var seen = new ArrayList<Result>();
        pieces.forEach(
                piece -> results.read(Piece.of(piece), (id, model, usage) -> seen.add(new Result(id, model, usage))));
        return new Seen(seen, results.unread());
    }
}
