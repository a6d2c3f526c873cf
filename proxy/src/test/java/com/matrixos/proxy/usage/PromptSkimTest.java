package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PromptSkimTest {
    private static final String TALK = "some words of a conversation ".repeat(20_000);

    private static PromptSkim read(String body, int piece) {
        var skim = new PromptSkim();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            skim.feed(Piece.of(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at))));
        }
        return skim;
    }

    private static String body(String tools, String system, String messages) {
        return "{\"model\":\"a\",\"messages\":[" + messages + "],\"system\":\"" + system + "\",\"tools\":[" + tools
                + "]}";
    }

    private static String says(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    /// In ten messages, since what has no quote in it is not counted before its end.
    private static String talk(String text) {
        return says(text.substring(0, text.length() / 10))
                + (", " + says(text.substring(0, text.length() / 10))).repeat(9);
    }

    private static long shared(String now, String before) {
        long shared = read(now, now.length())
                .print()
                .shared(read(before, before.length()).print());
        for (int piece : new int[] {1, 7, 16, 1_000, 8_192, 16_384}) {
            assertThat(read(now, piece).print().shared(read(before, 100).print()))
                    .as("pieces of " + piece)
                    .isEqualTo(shared);
        }
        return shared;
    }

    @Test
    void whatGoesOnBeginsWithWhatWasThere() {
        String before = body("{\"name\":\"t\"}", "s", talk(TALK));
        String now = body("{\"name\":\"t\"}", "s", talk(TALK) + "," + says("and more"));
        // Up to the last of 64 steps.
        assertThat(shared(now, before)).isBetween(TALK.length() / 3 * 9 / 10L, TALK.length() / 3L + 1_000);
        assertThat(shared(before, before)).isBetween(TALK.length() / 3L, TALK.length() / 3L + 1_000);
    }

    @Test
    void anotherTextOfTheSameLengthIsNew() {
        String before = body("", "s", talk(TALK));
        assertThat(shared(body("", "s", talk(TALK.replace("words", "wards"))), before))
                .isLessThan(10);
        String half = "x" + TALK.substring(1);
        assertThat(shared(body("", "s", says("x") + talk(TALK)), body("", "s", says("y") + talk(TALK))))
                .isLessThan(10);
        assertThat(shared(body("", "t", talk(TALK)), before)).isLessThan(10);
        assertThat(shared(body("{}", "s", talk(half)), before)).isLessThan(10);
    }

    @Test
    void whatComesLaterForTheUpstreamMayDifferWhereverItStands() {
        String before = body("{\"description\":\"" + TALK + "\"}", "s", says("one"));
        String now = body("{\"description\":\"" + TALK + "\"}", "s", says("two"));
        assertThat(shared(now, before)).isBetween(TALK.length() / 3L, TALK.length() / 3L + 100);
    }

    @Test
    void otherSettingsHaveACacheOfTheirOwn() {
        String before = body("", "s", talk(TALK));
        String now = before.replace("{\"model\"", "{\"thinking\":{\"type\":\"disabled\"},\"model\"");
        assertThat(shared(now, before)).isLessThan(10);
    }

    @Test
    void allOfTheBodyCounts() {
        String body = body("{\"name\":\"t\"}", TALK, talk(TALK));
        assertThat(read(body, 1_000).tokens()).isBetween(body.length() / 3L, body.length() / 3L + 2);
        assertThat(read(TALK, 1_000).tokens()).isBetween(TALK.length() / 3L, TALK.length() / 3L + 2);
    }

    @Test
    void countsSearches() {
        assertThat(read(body("{\"type\":\"web_search_20260209\",\"max_uses\":3}", "", ""), 9)
                        .searches())
                .isEqualTo(3);
        assertThat(read(body("{\"type\":\"custom\",\"max_uses\":3}", "", ""), 9).searches())
                .isZero();
    }
}
