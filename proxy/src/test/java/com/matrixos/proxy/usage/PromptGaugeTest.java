package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptGaugeTest {
    private static long tokens(String body, int piece) {
        var gauge = new PromptGauge();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            gauge.feed(Piece.of(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at))));
        }
        return gauge.tokens();
    }

    private static String data(int bytes) {
        var random = new byte[bytes];
        new Random(7).nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    @Test
    void textIsATokenForThreeBytes() {
        String text = "{\"text\":\"" + "some words of a conversation ".repeat(1_000) + "\"}";
        assertThat(tokens(text, text.length())).isBetween(text.length() / 3L, text.length() / 3L + 1);
    }

    @Test
    void anImageIsAFewThousand() {
        String data = data(1_000_000);
        for (String source : List.of(
                "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}",
                "{\"data\":\"%s\",\"media_type\":\"image/png\",\"type\":\"base64\"}",
                "{\n          \"media_type\" : \"image/png\",\n          \"data\" : \"%s\",\n          \"type\" : \"base64\"\n}")) {
            String body = "{\"source\":" + source.formatted(data) + "}";
            assertThat(tokens(body, body.length())).as(source).isBetween(6_000L, 40_000L);
            assertThat(tokens(body, 1_000)).as(source).isBetween(6_000L, 40_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"%s\"}",
                "{\"type\":\"text\",\"data\":\"%s\"}",
                "{\"type\":\"base64\",\"text\":\"%s\"}",
                "{\"text\":\"{\\\"type\\\":\\\"base64\\\",\\\"data\\\":\\\"%s\\\"}\"}"
            })
    void whatOnlyLooksLikeAnImageIsText(String text) {
        String body = text.formatted(data(100_000));
        assertThat(tokens(body, body.length())).isGreaterThan(133_000 / 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"word_word_", "WORD_WORD_", "Word/Word/1word/word/", "aaaaaaaaaaaaaaaA", "0123456789abcdef"})
    void wordsAreNoImageWhereverTheyStand(String words) {
        String body =
                "{\"source\":{\"type\":\"base64\",\"data\":\"" + words.repeat(3_500_000 / words.length()) + "\"}}";
        assertThat(tokens(body, body.length())).isEqualTo(1_000_000);
    }

    @Test
    void aShortRunOfLettersIsText() {
        String body = "{\"text\":\"" + "a".repeat(3_000) + "\"}";
        assertThat(tokens(body, body.length())).isGreaterThan(1_000);
    }

    @Test
    void noPromptIsLongerThanAContext() {
        String body = "{\"text\":\"" + "word ".repeat(2_000_000) + "\"}";
        assertThat(tokens(body, body.length())).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":{\"type\":\"url\",\"url\":\"https://a/b.pdf\"}}",
                "{\"type\" : \"url\"}",
                "{\"type\":\"document\",\"x\":{\"type\":\n\"url\"}}"
            })
    void whatIsAtAnAddressIsAFewPages(String body) {
        for (int piece : new int[] {1, 2, 3, 7, 100}) {
            assertThat(tokens(body, piece)).as("pieces of " + piece).isBetween(20_000L, 20_100L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":{\"type\":\"string\"},\"required\":[\"url\"]}",
                "{\"type\":\"text\",\"text\":\"url\"}",
                "{\"type\",\"url\"}",
                "{\"type\":\"url2\"}"
            })
    void anAddressInWordsIsText(String body) {
        assertThat(tokens(body, body.length())).isLessThan(100);
    }

    @Test
    void severalAddressesAddUp() {
        assertThat(tokens("[{\"type\":\"url\"},{\"type\":\"url\"}]", 5)).isBetween(40_000L, 40_100L);
    }

    /// Samples are taken from the begin of each piece, so where a text looks like data for long it may matter where it
    /// is cut; for what is clearly one or the other it does not.
    @Test
    void itDoesNotMatterHowTheBodyIsCut() {
        String body = "{\"a\":\"" + "plain text, with commas. ".repeat(400) + "\",\"type\":\"base64\",\"data\":\""
                + data(20_000) + "\"}";
        long whole = tokens(body, body.length());
        for (int piece : new int[] {1, 2, 3, 7, 16, 100, 4_096}) {
            assertThat(tokens(body, piece)).as("pieces of " + piece).isEqualTo(whole);
        }
    }
}
