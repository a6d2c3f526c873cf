package com.matrixos.proxy.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every model, class and modifier of the shipped list against the facts it was made from, reckoned here a
/// second time and in another way.
class GridTest {
    private static final PriceBook BOOK = PriceBook.shipped();
    private static final LocalDate COMPILED = LocalDate.parse("2026-11-23");
    private static final LocalDate LAST_DAY_OF_THE_MILLION_TOKEN_BETA = LocalDate.parse("2026-04-30");
    private static final List<Long> COUNTS = List.of(0L, 1L, 333L, 50_000L, 100_000L, 100_001L, 200_000L, 200_001L);

    private static final Map<String, LongFunction<Tokens>> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("input", count -> new Tokens(count, 0, 0, 0, 0));
        CLASSES.put("cache_read", count -> new Tokens(0, count, 0, 0, 0));
        CLASSES.put("cache_write_5m", count -> new Tokens(0, 0, count, 0, 0));
        CLASSES.put("cache_write_1h", count -> new Tokens(0, 0, 0, count, 0));
        CLASSES.put("output", count -> new Tokens(0, 0, 0, 0, count));
    }

    static List<JsonNode> facts() throws IOException {
        var facts = new ArrayList<JsonNode>();
        try (var file = GridTest.class.getResourceAsStream("/prices/facts.json")) {
            Json.mapper()
                    .reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(file)
                    .forEach(facts::add);
        }
        assertThat(facts).hasSize(26);
        return facts;
    }

    @ParameterizedTest
    @MethodSource("facts")
    void agreesWithTheFacts(JsonNode facts) {
        var names = new ArrayList<>(List.of(facts.path("model").asText()));
        facts.path("aliases").forEach(alias -> names.add(alias.asText()));
        LocalDate first = LocalDate.parse(facts.path("effective_from").asText());
        LocalDate last = facts.path("effective_to").isNull()
                ? COMPILED
                : LocalDate.parse(facts.path("effective_to").asText());
        for (String name : names) {
            for (LocalDate day : List.of(first, last)) {
                for (int bits = 0; bits < 8; bits++) {
                    check(facts, name, day, new Modifiers((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
                }
            }
        }
    }

    private static void check(JsonNode facts, String name, LocalDate day, Modifiers modifiers) {
        for (var tokenClass : CLASSES.entrySet()) {
            for (long count : COUNTS) {
                // Output alone has no prompt; with one of each size the step shows in it too.
                for (long prompt : tokenClass.getKey().equals("output") ? COUNTS : List.of(0L)) {
                    Tokens counted = tokenClass.getValue().apply(count);
                    Tokens tokens = new Tokens(
                            counted.input() + prompt,
                            counted.cacheRead(),
                            counted.cacheWrite5m(),
                            counted.cacheWrite1h(),
                            counted.output());
                    Cost cost = BOOK.cost(
                            name,
                            day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                            new Usage(
                                    tokens,
                                    0,
                                    "standard",
                                    modifiers.fast() ? "fast" : "standard",
                                    modifiers.us() ? "us" : "global",
                                    List.of()),
                            modifiers.batch());
                    assertThat(BigDecimal.valueOf(cost.picoUsd(), 12))
                            .as("%s %s %s %s of %s", name, day, modifiers, tokenClass.getKey(), tokens)
                            .isEqualByComparingTo(usd(facts, day, modifiers, tokens));
                    assertThat(cost.basis()).isEqualTo(Basis.LISTED);
                }
            }
        }
    }

    private static BigDecimal usd(JsonNode facts, LocalDate day, Modifiers modifiers, Tokens tokens) {
        JsonNode rates = rates(facts, day, tokens.prompt());
        return price(rates, "input", tokens.input())
                .add(price(rates, "cache_read", tokens.cacheRead()))
                .add(price(rates, "cache_write_5m", tokens.cacheWrite5m()))
                .add(price(rates, "cache_write_1h", tokens.cacheWrite1h()))
                .add(price(rates, "output", tokens.output()))
                .multiply(multiplier(facts, day, modifiers));
    }

    private static JsonNode rates(JsonNode facts, LocalDate day, long prompt) {
        JsonNode step = facts.path("long_prompt_tier");
        boolean ended =
                facts.path("model").asText().contains("sonnet") && day.isAfter(LAST_DAY_OF_THE_MILLION_TOKEN_BETA);
        return (step.isObject()
                                && !ended
                                && prompt > step.path("threshold_tokens").longValue()
                        ? step
                        : facts)
                .path("usd_per_mtok");
    }

    private static BigDecimal price(JsonNode rates, String name, long count) {
        return rates.path(name)
                .decimalValue()
                .multiply(BigDecimal.valueOf(count))
                .movePointLeft(6);
    }

    private static BigDecimal multiplier(JsonNode facts, LocalDate day, Modifiers modifiers) {
        BigDecimal multiplier = BigDecimal.ONE;
        if (modifiers.us() && facts.path("us_inference_geo_multiplier").isNumber()) {
            multiplier = multiplier.multiply(
                    facts.path("us_inference_geo_multiplier").decimalValue());
        }
        JsonNode fast = facts.path("fast");
        if (modifiers.fast()
                && fast.isObject()
                && !day.isBefore(LocalDate.parse(fast.path("from_").asText("2000-01-01")))) {
            return multiplier.multiply(fast.path("multiplier").decimalValue());
        }
        return modifiers.batch() ? multiplier.multiply(new BigDecimal("0.5")) : multiplier;
    }
}
