package com.matrixos.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The documents byte for byte: scripts read them, and the original's clients did.
final class DocumentsTest {
    private static final BigDecimal CENT = new BigDecimal("0.010000000");
    private static final String TIME = "2026-01-02T00:00:00.000Z";

    @Test
    void totals() {
        assertWire(
                new UsageTotals(Usd.ofPico(10_000_000), Usd.ofPico(1_000), Usd.ofPico(0)),
                "{\"daily\":0.000010000,\"monthly\":0.000000001,\"total\":0.000000000}");
    }

    @Test
    void standing() {
        var window = new BudgetWindow(CENT, CENT, null, TIME);

        assertWire(new QuotaStanding("alice", CENT, null, true, false, window, window), """
                {"userId":"alice","dailyLimitUsd":0.010000000,"monthlyLimitUsd":null,"enabled":true,"isDefault":false,\
                "daily":{"usedUsd":0.010000000,"heldUsd":0.010000000,"remainingUsd":null,\
                "resetsAt":"2026-01-02T00:00:00.000Z"},\
                "monthly":{"usedUsd":0.010000000,"heldUsd":0.010000000,"remainingUsd":null,\
                "resetsAt":"2026-01-02T00:00:00.000Z"}}""");
    }

    @Test
    void quotasWithTheirDefault() {
        assertWire(
                new QuotaList(new QuotaDefault(CENT, null, true), List.of(new Quota("a", null, CENT, false)), null),
                """
                {"default":{"dailyLimitUsd":0.010000000,"monthlyLimitUsd":null,"enabled":true},\
                "quotas":[{"userId":"a","dailyLimitUsd":null,"monthlyLimitUsd":0.010000000,"enabled":false}],"next":null}""");
    }

    @Test
    void leftOutOfARequestIsNull() {
        assertThat(Json.read("{\"dailyLimitUsd\":5}".getBytes(StandardCharsets.UTF_8), QuotaRequest.class))
                .isEqualTo(new QuotaRequest(new BigDecimal("5"), null, null));
    }

    @Test
    void dimensionsByTheirNameOnTheWire() {
        assertThat(UsageDimension.of("session")).contains(UsageDimension.SESSION);
        assertThat(UsageDimension.of("SESSION")).isEmpty();
        assertThat(UsageDimension.AGENT.wire()).isEqualTo("agent");
    }

    private static void assertWire(Object document, String json) {
        byte[] bytes = Json.write(document);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Json.read(bytes, document.getClass())).isEqualTo(document);
    }
}
