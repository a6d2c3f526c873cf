package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSkimTest {
    private record Seen(Optional<JsonNode> model, Optional<JsonNode> usage, boolean whole, long bytes) {}

    @Test
    void findsMembersAmongAllThatCanStandBetween() {
        Seen seen = Splits.same("""
                 {"a" : "}\\"{\\\\", "nested":{"model":"no","x":[{"usage":1},"]"]},
                  "model"\t:\r
                  "claude-ö" , "n":-1.5e3,"t":true , "usage" : { "input_tokens" : [ 1 , {"y":"\\u00e9}"} ] } ,"z":null}
                 trailing { "model":"other" }""".getBytes(UTF_8), JsonSkimTest::read);

        assertThat(seen.model().orElseThrow().textValue()).isEqualTo("claude-ö");
        assertThat(seen.usage()
                        .orElseThrow()
                        .path("input_tokens")
                        .get(1)
                        .path("y")
                        .asText())
                .isEqualTo("é}");
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void readsNamesWithEscapes() {
        Seen seen = Splits.same("{\"mod\\u0065l\":1,\"us\\\"age\":2}".getBytes(UTF_8), JsonSkimTest::read);

        assertThat(seen.model().orElseThrow().intValue()).isEqualTo(1);
        assertThat(seen.usage()).isEmpty();
    }

    @Test
    void ofDoubledNamesTheLastCounts() {
        Seen seen = Splits.same(
                "{\"model\":{\"a\":1},\"usage\":1,\"usage\":null,\"model\":\"b\"}".getBytes(UTF_8), JsonSkimTest::read);

        assertThat(seen.model().orElseThrow().textValue()).isEqualTo("b");
        assertThat(seen.usage().orElseThrow().isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model\":5}", "{\"model\":5 }", "{ \"x\" : [ ] , \"model\":5\n}"})
    void knowsWhenTheObjectHasEnded(String json) {
        assertThat(Splits.same(json.getBytes(UTF_8), JsonSkimTest::read).whole())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[{\"model\":1}]",
                "\"model\"",
                "model=1",
                "\u001f\u008b\b model",
                "{model:1}",
                "{\"model\" 1}",
                "{\"model\":\"unfinished",
                "{\"model\":{\"a\":1",
                "{\"model\":}",
                "{\"model\":nonsense}",
                "{\"x\":1]\"model\":1}"
            })
    void findsNothingInWhatIsNoObject(String text) {
        assertThat(Splits.same(text.getBytes(UTF_8), JsonSkimTest::read).model())
                .isEmpty();
    }

    @Test
    void takesWhatIsTooLongForAbsent() {
        String longest = "m".repeat(4 * 1024 - 2);

        assertThat(seen("{\"model\":\"" + longest + "\",\"usage\":1}").model()).isPresent();
        assertThat(seen("{\"model\":\"" + longest + "m\",\"usage\":1}").model()).isEmpty();
        assertThat(seen("{\"model\":\"" + longest + "m\",\"usage\":1}").usage()).isPresent();
        assertThat(seen("{\"model\":1,\"model\":\"" + longest + "m\"}").model()).isEmpty();
        assertThat(seen("{\"" + longest + "\":1,\"model\":1}").model()).isPresent();
    }

    @Test
    void tellsWhatIsThereAndCannotBeRead() {
        for (String value : List.of("\"" + "m".repeat(4 * 1024) + "\"", "nonsense", "1x", "{\"a\"", "[1")) {
            byte[] json = ("{\"model\":" + value).getBytes(UTF_8);
            assertThat(unreadable(json)).as(value).isTrue();
        }
        for (String json : List.of("{}", "{\"x\":nonsense}", "{\"model\":null}", "{\"model\":nonsense,\"model\":1}")) {
            assertThat(unreadable(json.getBytes(UTF_8))).as(json).isFalse();
        }
    }

    @Test
    void keepsMoreOfAMemberThatMayBeLonger() {
        var skim = JsonSkim.wanting("model").wantingLong("usage", 8 * 1024);
        String text = "\"" + "u".repeat(8 * 1024 - 2) + "\"";
        skim.feed(Piece.of(ByteBuffer.wrap(("{\"usage\":" + text + ",\"model\":" + text + "}").getBytes(UTF_8))));

        assertThat(skim.value("usage")).isPresent();
        assertThat(skim.unreadable("model")).isTrue();
    }

    private static boolean unreadable(byte[] json) {
        return Splits.sameAtRandom(json, 5, pieces -> {
            var skim = JsonSkim.wanting("model");
            pieces.stream().map(Piece::of).forEach(skim::feed);
            return skim.unreadable("model");
        });
    }

    @Test
    void readsPastAStringOfMegabytes() {
        byte[] json = ("{\"data\":\"" + "iVBORw0KGgo=".repeat(450_000) + "\",\"model\":\"claude\",\"usage\":{}}")
                .getBytes(UTF_8);

        Seen seen = Splits.sameAtRandom(json, 5, JsonSkimTest::read);

        assertThat(seen.model().orElseThrow().textValue()).isEqualTo("claude");
        assertThat(seen.bytes()).isEqualTo(json.length);
    }

    @Test
    void leavesTheCallersBufferAlone() {
        ByteBuffer piece = ByteBuffer.wrap("xx{\"model\":1}yy".getBytes(UTF_8), 2, 11);
        var skim = JsonSkim.wanting("model");

        skim.feed(Piece.of(piece));

        assertThat(skim.value("model")).isPresent();
        assertThat(piece).isEqualTo(ByteBuffer.wrap("{\"model\":1}".getBytes(UTF_8)));
        assertThat(piece.position()).isEqualTo(2);
    }

    @Test
    void knowsNoNameThatIsNotWanted() {
        var skim = JsonSkim.wanting("model");
        skim.feed(Piece.of(ByteBuffer.wrap("{\"usage\":1}".getBytes(UTF_8))));

        assertThat(skim.value("usage")).isEmpty();
    }

    private static Seen seen(String json) {
        return read(List.of(ByteBuffer.wrap(json.getBytes(UTF_8))));
    }

    private static Seen read(List<ByteBuffer> pieces) {
        var skim = JsonSkim.wanting("model", "usage");
        pieces.stream().map(Piece::of).forEach(skim::feed);
        return new Seen(skim.value("model"), skim.value("usage"), skim.whole(), skim.bytes());
    }
}
