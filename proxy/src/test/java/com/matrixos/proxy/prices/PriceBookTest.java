package com.matrixos.proxy.prices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookTest {
    private static final PriceBook BOOK = PriceBook.shipped();
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long USD = 1_000_000_000_000L;
    private static final Usage MILLION_READ = Usage.NONE.tokens(new Tokens(0, 1_000_000, 0, 0, 0));
    private static final Usage MILLION_IN = Usage.NONE.tokens(new Tokens(1_000_000, 0, 0, 0, 0));

    @ParameterizedTest
    @CsvSource({
        "2026-10-06T23:59:59.999999999Z,200000000000",
        "2026-10-07T00:00:00Z,100000000000",
        "2026-10-06T00:00:00Z,200000000000"
    })
    void pricesChangeAtMidnightUtc(Instant at, long pico) {
        assertThat(BOOK.cost("claude-sonnet-5-5", at, MILLION_READ, false).picoUsd())
                .isEqualTo(pico);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-fable-5-1,0.25,true",
        "claude-fable-5,1,true",
        "claude-fable-5-2,0.2,true",
        "claude-fable-5-9,1,false",
        "claude-fable-5-1-20260901,1,false",
        "claude-fable,1,false",
        "Claude-fable-5-1,1,false",
        "'',1,false",
        "claude-fable-5-1[1m],0.25,true",
        "claude-fable-5-9[1m],1,false",
        "claude-sonnet-4-0,0.3,true",
        "claude-4-sonnet-20250514[1m],0.3,true"
    })
    void aModelIsFoundByItsWholeNameAlone(String model, double usdForReading, boolean known) {
        Cost cost = BOOK.cost(model, NOW, MILLION_READ, false);

        assertThat(cost.picoUsd()).isEqualTo((long) (usdForReading * USD));
        assertThat(cost.basis()).isEqualTo(known ? Basis.LISTED : Basis.UNKNOWN_MODEL);
        assertThat(BOOK.knows(model)).isEqualTo(known);
    }

    @Test
    void anUnknownModelCostsTheDearestOfEachClass() {
        var all = Usage.NONE.tokens(new Tokens(1, 1, 1, 1, 1));

        assertThat(BOOK.cost("claude-next", NOW, all, false))
                .isEqualTo(
                        new Cost(10_000_000 + 1_000_000 + 12_500_000 + 20_000_000 + 50_000_000, Basis.UNKNOWN_MODEL));
        assertThat(BOOK.rates("claude-next", NOW, all, false))
                .isEqualTo(new Rates(10_000_000, 1_000_000, 12_500_000, 20_000_000, 50_000_000));
        assertThat(BOOK.rates("claude-next", NOW, fast(all), false))
                .as("high speed is not guessed")
                .isEqualTo(BOOK.rates("claude-next", NOW, all, false));
        assertThat(BOOK.rates("claude-next", NOW, 0).output()).isEqualTo(55_000_000);
    }

    @Test
    void anUnknownModelIsNeverFreeAtAnyTime() {
        assertThat(BOOK.cost("claude-next", Instant.EPOCH, MILLION_IN, false).picoUsd())
                .isPositive();
        assertThat(BOOK.cost("claude-next", Instant.parse("2026-08-04T23:00:00Z"), MILLION_IN, false)
                        .picoUsd())
                .as("opus 4.1 is not retired yet")
                .isEqualTo(15 * USD);
        assertThat(BOOK.cost("claude-next", Instant.parse("2026-08-05T00:00:00Z"), MILLION_IN, false)
                        .picoUsd())
                .isEqualTo(10 * USD);
    }

    @Test
    void aKnownModelOutsideItsDatesCostsWhatItDidNext() {
        PriceBook book = book("""
                {"model":"m","from":"2026-02-01","to":"2026-02-28","status":"active","usdPerMTok":%s},
                {"model":"m","from":"2026-04-01","to":"2026-04-30","status":"active","usdPerMTok":%s}
                """.formatted(classes(1), classes(2)));

        assertThat(input(book, "2020-01-01")).isEqualTo(new Cost(USD, Basis.LISTED));
        assertThat(input(book, "2026-03-31")).isEqualTo(new Cost(USD, Basis.LISTED));
        assertThat(input(book, "2026-04-01")).isEqualTo(new Cost(2 * USD, Basis.LISTED));
        assertThat(input(book, "2036-01-01")).isEqualTo(new Cost(2 * USD, Basis.LISTED));
    }

    @ParameterizedTest
    @CsvSource({
        "100000,0,0,0,10000",
        "100001,0,0,0,50000",
        "50000,25000,20000,5001,50000",
        "50000,25000,20000,5000,10000"
    })
    void theWholePromptChoosesTheStep(long input, long read, long write5m, long write1h, long perRead) {
        var tokens = new Tokens(input, read, write5m, write1h, 7);
        long scale = perRead / 10_000;

        assertThat(BOOK.cost("claude-haiku-5-5", NOW, Usage.NONE.tokens(tokens), false)
                        .picoUsd())
                .isEqualTo(scale
                        * (input * 100_000 + read * 10_000 + write5m * 125_000 + write1h * 200_000 + 7 * 500_000));
        assertThat(BOOK.rates("claude-haiku-5-5", NOW, tokens.prompt()).cacheRead())
                .as("held as if computed in the US")
                .isEqualTo(perRead * 11 / 10);
    }

    @ParameterizedTest
    @CsvSource({"2026-04-30,250000,6", "2026-04-30,200000,3", "2026-05-01,250000,3", "2026-11-23,250000,3"})
    void theStepOfSonnet45EndedWithItsBeta(String day, long prompt, long usd) {
        var usage = Usage.NONE.tokens(new Tokens(prompt, 0, 0, 0, 0));

        assertThat(BOOK.cost("claude-sonnet-4-5", Instant.parse(day + "T12:00:00Z"), usage, false)
                        .picoUsd())
                .isEqualTo(prompt * usd * 1_000_000);
    }

    @Test
    void aBatchCostsHalfHoweverItIsTold() {
        var told = new Usage(MILLION_IN.tokens(), 0, "batch", "", "", List.of());

        assertThat(BOOK.cost("claude-opus-5-5", NOW, MILLION_IN, true).picoUsd())
                .isEqualTo(2 * USD);
        assertThat(BOOK.cost("claude-opus-5-5", NOW, told, false).picoUsd()).isEqualTo(2 * USD);
        assertThat(BOOK.cost("claude-opus-5-5", NOW, told, true).picoUsd()).isEqualTo(2 * USD);
        assertThat(BOOK.cost("claude-opus-5-5", NOW, fast(MILLION_IN), true).picoUsd())
                .as("not with high speed")
                .isEqualTo(8 * USD);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-14T23:59:59Z,4", "2026-10-15T00:00:00Z,8"})
    void highSpeedHasDatesOfItsOwn(Instant at, long usd) {
        assertThat(BOOK.cost("claude-opus-5-5", at, fast(MILLION_IN), false).picoUsd())
                .isEqualTo(usd * USD);
    }

    @Test
    void searchesCostTheSameWhateverTheTokensDo() {
        var usage = new Usage(MILLION_IN.tokens(), 1, "batch", "", "us", List.of());

        assertThat(BOOK.cost("claude-opus-5-5", NOW, usage, false).picoUsd()).isEqualTo(22 * USD / 10 + USD / 100);
    }

    @Test
    void theDemoModelAloneIsFree() {
        assertThat(BOOK.cost("demo", NOW, MILLION_IN, false)).isEqualTo(new Cost(0, Basis.LISTED));
        assertThat(BOOK.cost("demo-2", NOW, MILLION_IN, false).picoUsd()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000_000L, Long.MAX_VALUE / 4})
    void aSumThatDoesNotFitIsTheLargestAndNotNegative(long count) {
        var usage = new Usage(new Tokens(count, count, count, count, count), count, "", "fast", "us", List.of());

        assertThat(BOOK.cost("claude-fable-5-2", NOW, usage, false).picoUsd()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aProductOfWhichTheLowHalfIsSmallDoesNotFitEither() {
        long half = 1L << 40;

        assertThat(new Rates(half, 0, 0, 0, 0).cost(new Tokens(half, 0, 0, 0, 0)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(new Rates(half, 0, 0, 0, 0).cost(new Tokens(1, 1, 1, 1, 1))).isEqualTo(half);
    }

    @Test
    void pricesAreAskedForBeforeAnAnswer() {
        var expected = new Usage(new Tokens(200_000, 0, 0, 0, 0), 0, "", "fast", "us", List.of());

        assertThat(BOOK.rates("claude-opus-5-5", NOW, expected, false))
                .isEqualTo(new Rates(8_800_000, 440_000, 11_000_000, 17_600_000, 44_000_000));
        assertThat(BOOK.rates("claude-haiku-4-5", NOW, 1_000_000))
                .as("no higher price in the US")
                .isEqualTo(new Rates(1_000_000, 100_000, 1_250_000, 2_000_000, 5_000_000));
        assertThat(BOOK.rates("claude-opus-5-5", NOW, 0).cost(new Tokens(1, 1, 1, 1, 1)))
                .isEqualTo((4_000_000 + 200_000 + 5_000_000 + 8_000_000 + 20_000_000) / 10 * 11);
    }

    private static Usage fast(Usage usage) {
        return new Usage(usage.tokens(), 0, "", "fast", "", List.of());
    }

    private static Cost input(PriceBook book, String day) {
        return book.cost("m", Instant.parse(day + "T00:00:00Z"), MILLION_IN, false);
    }

    private static String classes(int usd) {
        return "{\"input\":%1$s,\"cacheWrite5m\":%1$s,\"cacheWrite1h\":%1$s,\"cacheRead\":%1$s,\"output\":%1$s}"
                .formatted(usd);
    }

    private static PriceBook book(String models) {
        String list = "{\"batchMultiplier\":0.5,\"serverTools\":{\"webSearch\":{\"usdPer1000\":10}},\"models\":["
                + models + "]}";
        return switch (PriceBook.load(list.getBytes(UTF_8))) {
            case Loaded.Book(PriceBook book) -> book;
            case Loaded.Refused refused -> throw new AssertionError(refused);
        };
    }
}
