package com.matrixos.proxy.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.usage.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Costs that Claude Code itself printed for chosen usages, and those its makers' pages tell.
class VectorsTest {
    private static final PriceBook BOOK = PriceBook.shipped();

    static List<JsonNode> vectors() throws IOException {
        var vectors = new ArrayList<JsonNode>();
        try (var file = VectorsTest.class.getResourceAsStream("/prices/vectors.json")) {
            Json.mapper().readTree(file).forEach(vectors::add);
        }
        assertThat(vectors).hasSize(70);
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void costsExactlyThat(JsonNode vector) {
        var tally = new Tally();
        tally.report(vector.path("usage"));
        Instant at = Instant.parse(vector.path("at").asText("2026-11-23") + "T12:00:00Z");

        Cost cost = BOOK.cost(vector.path("model").asText(), at, tally.usage(), false);

        JsonNode nano = vector.path("expect_nano_usd");
        assertThat(cost)
                .isEqualTo(
                        nano.isNull()
                                // 50,000 at the dearest input there is, 10 USD for a million.
                                ? new Cost(500_000_000_000L, Basis.UNKNOWN_MODEL)
                                : new Cost(nano.longValue() * 1000, Basis.LISTED));
    }
}
