package com.matrixos.proxy.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.proxy.usage.Usage.Iteration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SONNET = "claude-sonnet-5-5";
    private static final String OPUS = "claude-opus-5-5";
    private static final String FABLE = "claude-fable-5";

    /// Input and output of a million tokens, in pico-USD for one.
    private static final long SONNET_IN = 2_000_000;

    private static final long SONNET_OUT = 10_000_000;
    private static final long OPUS_IN = 4_000_000;
    private static final long OPUS_OUT = 20_000_000;
    private static final long FABLE_IN = 10_000_000;
    private static final long FABLE_OUT = 50_000_000;

    @Test
    void theMessageIsInTheTopLevelAlready() {
        assertThat(cost(SONNET, tokens(100, 10), part("message", "", 100, 10)))
                .isEqualTo(listed(100 * SONNET_IN + 10 * SONNET_OUT));
        assertThat(cost(SONNET, tokens(100, 10), part("message", "", 60, 4), part("message", "claude-next", 40, 6)))
                .isEqualTo(listed(100 * SONNET_IN + 10 * SONNET_OUT));
    }

    @Test
    void aCompactionIsAdded() {
        assertThat(cost(SONNET, tokens(23, 1), part("compaction", "", 180, 3), part("message", "", 23, 1)))
                .isEqualTo(listed(203 * SONNET_IN + 4 * SONNET_OUT));
        assertThat(cost(SONNET, tokens(23, 1), part("compaction", OPUS, 180, 3)))
                .isEqualTo(listed(23 * SONNET_IN + SONNET_OUT + 180 * OPUS_IN + 3 * OPUS_OUT));
    }

    @Test
    void anAdvisorIsAddedAtItsOwnPrice() {
        assertThat(cost(
                        SONNET,
                        tokens(412, 89),
                        part("message", "", 412, 89),
                        part("advisor_message", OPUS, 823, 1612)))
                .isEqualTo(listed(412 * SONNET_IN + 89 * SONNET_OUT + 823 * OPUS_IN + 1612 * OPUS_OUT));
    }

    /// The documents' own example: at the top level the prompt is that of the first iteration alone.
    @Test
    void whatTheTopLevelLeavesOutIsNotLost() {
        assertThat(cost(
                        SONNET,
                        tokens(412, 531),
                        part("message", "", 412, 89),
                        part("advisor_message", OPUS, 823, 1612),
                        new Iteration("message", "", new Tokens(1348, 412, 0, 0, 442))))
                .isEqualTo(listed(
                        (412 + 1348) * SONNET_IN + 412 * 100_000 + 531 * SONNET_OUT + 823 * OPUS_IN + 1612 * OPUS_OUT));
    }

    @Test
    void whatOneOfTheTwoSaysIsForAnHourIsNotForFiveMinutesToo() {
        var top = new Tokens(0, 0, 20, 80, 0);

        assertThat(cost(SONNET, top, new Iteration("message", "", new Tokens(0, 0, 100, 0, 0))))
                .isEqualTo(listed(20 * 2_500_000 + 80 * 4_000_000));
        assertThat(cost(SONNET, top, new Iteration("message", "", new Tokens(0, 0, 130, 0, 0))))
                .isEqualTo(listed(50 * 2_500_000 + 80 * 4_000_000));
    }

    @Test
    void afterAFallbackEachModelCostsItsOwn() {
        assertThat(cost(OPUS, tokens(30, 7), part("message", FABLE, 20, 5), part("fallback_message", OPUS, 30, 7)))
                .isEqualTo(listed(20 * FABLE_IN + 5 * FABLE_OUT + 30 * OPUS_IN + 7 * OPUS_OUT));
    }

    @Test
    void aRefusalBeforeAnyOutputIsFree() {
        assertThat(cost(OPUS, tokens(30, 7), part("message", FABLE, 20, 0), part("fallback_message", OPUS, 30, 7)))
                .isEqualTo(listed(30 * OPUS_IN + 7 * OPUS_OUT));
        assertThat(cost(
                        SONNET,
                        tokens(40, 8),
                        part("message", FABLE, 20, 0),
                        part("fallback_message", OPUS, 30, 0),
                        part("fallback_message", SONNET, 40, 8)))
                .isEqualTo(listed(40 * SONNET_IN + 8 * SONNET_OUT));
        assertThat(cost(OPUS, tokens(30, 0), part("message", FABLE, 20, 5), part("fallback_message", OPUS, 30, 0)))
                .as("the last one is no refusal that another took over")
                .isEqualTo(listed(20 * FABLE_IN + 5 * FABLE_OUT + 30 * OPUS_IN));
    }

    @Test
    void theTopLevelIsAboutTheLastModel() {
        assertThat(cost(FABLE, tokens(30, 7), part("message", FABLE, 20, 5), part("fallback_message", OPUS, 30, 7)))
                .as("the stream began with the first model's name")
                .isEqualTo(listed(20 * FABLE_IN + 5 * FABLE_OUT + 30 * OPUS_IN + 7 * OPUS_OUT));
        assertThat(cost(OPUS, tokens(30, 7), part("message", FABLE, 0, 0), part("fallback_message", "", 0, 0)))
                .as("parts that tell no counts")
                .isEqualTo(listed(30 * OPUS_IN + 7 * OPUS_OUT));
        assertThat(cost(OPUS, tokens(30, 7), part("fallback_message", OPUS, 30, 7)))
                .as("a conversation that stays with the second model")
                .isEqualTo(listed(30 * OPUS_IN + 7 * OPUS_OUT));
    }

    @Test
    void aPartOfAnUnknownTypeIsNotFree() {
        assertThat(cost(SONNET, tokens(1, 1), part("from_the_future", OPUS, 5, 5), part("", "", 2, 2)))
                .isEqualTo(listed(3 * SONNET_IN + 3 * SONNET_OUT + 5 * OPUS_IN + 5 * OPUS_OUT));
    }

    @Test
    void aPartOfAnUnknownModelIsFlagged() {
        assertThat(cost(SONNET, tokens(1, 1), part("advisor_message", "claude-next", 1, 1)))
                .isEqualTo(new Cost(SONNET_IN + SONNET_OUT + 10_000_000 + 50_000_000, Basis.UNKNOWN_MODEL));
    }

    @Test
    void eachPartHasItsOwnStep() {
        long step = 500_000;
        long below = 100_000;

        assertThat(cost(
                        "claude-haiku-5-5",
                        tokens(60_000, 0),
                        part("message", "", 60_000, 0),
                        part("message", "", 60_000, 0),
                        part("compaction", "", 100_001, 0)))
                .isEqualTo(listed(120_000 * below + 100_001 * step));
        assertThat(cost(
                        "claude-haiku-5-5",
                        tokens(120_000, 0),
                        part("message", "", 60_000, 0),
                        part("message", "", 60_000, 0)))
                .as("the upstream chooses by the top level")
                .isEqualTo(listed(120_000 * step));
    }

    private static Tokens tokens(long input, long output) {
        return new Tokens(input, 0, 0, 0, output);
    }

    private static Iteration part(String type, String model, long input, long output) {
        return new Iteration(type, model, tokens(input, output));
    }

    private static Cost cost(String model, Tokens top, Iteration... parts) {
        return PriceBook.shipped().cost(model, NOW, new Usage(top, 0, "", "", "", List.of(parts)), false);
    }

    private static Cost listed(long pico) {
        return new Cost(pico, Basis.LISTED);
    }
}
