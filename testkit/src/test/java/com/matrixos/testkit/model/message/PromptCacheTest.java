package com.matrixos.testkit.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.time.ManualScheduler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Every block is eleven tokens: four bytes of its type, and forty of its text.
final class PromptCacheTest {
    private static final long BLOCK = 11;

    private final ManualScheduler clock = new ManualScheduler(Instant.parse("2026-11-26T00:00:00Z"));
    private final PromptCache cache = new PromptCache(clock);

    @Test
    void withoutAMarkNothingIsKept() throws Exception {
        String prompt = prompt(block("a"), block("b"));

        assertThat(read(prompt)).isEqualTo(new InputUse(2 * BLOCK, 0, 0, 0));
        assertThat(read(prompt)).isEqualTo(new InputUse(2 * BLOCK, 0, 0, 0));
    }

    @Test
    void whatEndsInAMarkIsWrittenThenRead() throws Exception {
        String prompt = prompt(marked("a"), block("b"));

        assertThat(read(prompt)).isEqualTo(new InputUse(BLOCK, 0, BLOCK, 0));
        assertThat(read(prompt)).isEqualTo(new InputUse(BLOCK, BLOCK, 0, 0));
    }

    @Test
    void itGrowsOldUnlessItIsUsed() throws Exception {
        String prompt = prompt(marked("a"));
        read(prompt);

        clock.advance(Duration.ofMinutes(4));
        assertThat(read(prompt).cacheRead()).isEqualTo(BLOCK);
        clock.advance(Duration.ofMinutes(4));
        assertThat(read(prompt).cacheRead()).isEqualTo(BLOCK);
        clock.advance(Duration.ofMinutes(5));
        assertThat(read(prompt)).isEqualTo(new InputUse(0, 0, BLOCK, 0));
    }

    @Test
    void anHourIsAnHour() throws Exception {
        String prompt = prompt(marked("a", "1h"));

        assertThat(read(prompt)).isEqualTo(new InputUse(0, 0, 0, BLOCK));
        clock.advance(Duration.ofMinutes(59));
        assertThat(read(prompt)).isEqualTo(new InputUse(0, BLOCK, 0, 0));
    }

    @Test
    void aMarkThatMovesOnFindsWhereItWas() throws Exception {
        read(prompt(block("a"), marked("b")));

        assertThat(read(prompt(block("a"), block("b"), block("c"), marked("d"))))
                .isEqualTo(new InputUse(0, 2 * BLOCK, 2 * BLOCK, 0));
    }

    @Test
    void itLooksBackTwentyPlaces() throws Exception {
        read(prompt(marked("a")));
        var blocks = new String[22];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = i == 0 ? block("a") : i == 21 ? marked("x") : block("b");
        }

        assertThat(read(prompt(blocks)).cacheRead()).isZero();
        assertThat(read(prompt(blocks)).cacheRead()).isEqualTo(22 * BLOCK);
    }

    @Test
    void twoTimesInOnePromptAreToldApart() throws Exception {
        assertThat(read(prompt(marked("a", "1h"), block("b"), marked("c"), block("d"))))
                .isEqualTo(new InputUse(BLOCK, 0, 2 * BLOCK, BLOCK));
    }

    @Test
    void anotherBeginningIsAnotherPrompt() throws Exception {
        read(prompt(block("a"), marked("b")));

        assertThat(read(prompt(block("x"), marked("b"))).cacheRead()).isZero();
    }

    @Test
    void anotherModelReadsForItself() throws Exception {
        read(prompt(marked("a")));

        assertThat(read(prompt(marked("a")).replace("\"m\"", "\"n\"")).cacheRead())
                .isZero();
    }

    @Test
    void sectionsHaveTheirOrderWhereverTheyStand() throws Exception {
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":[" + block("a") + "]}]";
        String system = "\"system\":[" + marked("s") + "]";
        String tools = "\"tools\":[" + block("t") + "]";

        assertThat(read("{\"model\":\"m\"," + messages + "," + system + "," + tools + "}"))
                .isEqualTo(new InputUse(BLOCK, 0, 2 * BLOCK, 0));
        assertThat(read("{\"model\":\"m\"," + tools + "," + system + "," + messages + "}"))
                .isEqualTo(new InputUse(BLOCK, 2 * BLOCK, 0, 0));
    }

    @Test
    void aMarkBesideTheMessagesStandsForTheirEnd() throws Exception {
        String prompt =
                prompt(block("a")).replace("{\"model\"", "{\"cache_control\":{\"type\":\"ephemeral\"},\"model\"");

        assertThat(read(prompt)).isEqualTo(new InputUse(0, 0, BLOCK, 0));
    }

    @Test
    void aTextIsShortForABlock() throws Exception {
        read(prompt(marked("a")));
        String text = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "a".repeat(40)
                + "\"},{\"role\":\"user\",\"content\":[" + marked("b") + "]}]}";

        assertThat(read(text).cacheRead()).isEqualTo(BLOCK);
    }

    private InputUse read(String request) throws IOException {
        var body = new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8));
        return cache.read(AskReader.read(body, false).prompt());
    }

    private static String prompt(String... blocks) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + String.join(",", blocks) + "]}]}";
    }

    private static String block(String letter) {
        return "{\"type\":\"text\",\"text\":\"" + letter.repeat(40) + "\"}";
    }

    private static String marked(String letter) {
        return marked(letter, "5m");
    }

    private static String marked(String letter, String ttl) {
        return block(letter).replace("}", ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"" + ttl + "\"}}");
    }
}
