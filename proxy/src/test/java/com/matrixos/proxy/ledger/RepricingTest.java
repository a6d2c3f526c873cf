package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.NOON;
import static com.matrixos.proxy.ledger.OpenLedger.usage;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.ledger.Repriced.Correction;
import com.matrixos.proxy.usage.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RepricingTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    @TempDir
    Path folder;

    private OpenLedger open;

    @BeforeEach
    void start() {
        open = OpenLedger.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        open.close();
    }

    @Test
    void movesTheTotalsByTheDifference() {
        unknown("c-1", "alice", "claude-new", NOON, 100);
        unknown("c-2", "alice", "claude-new", NOON.minus(Duration.ofDays(1)), 100);
        unknown("c-3", "bob", "claude-new", NOON, 10);
        unknown("c-4", "bob", "claude-newer", NOON, 100);
        open.ledger.settled(OpenLedger.settlement("c-5", "", "bob", 100));
        open.ledger.flush();

        Repriced repriced = open.ledger.reprice((model, _, _, _) -> price(model));

        assertThat(repriced.rows()).isEqualTo(3);
        assertThat(repriced.corrections())
                .containsExactlyInAnyOrder(
                        new Correction("alice", DAY, -90), new Correction("alice", DAY.minusDays(1), -90));
        assertThat(open.number("SELECT cost_pico FROM usage_totals WHERE period = '2026-11' AND user_id = 'alice'"))
                .isEqualTo(20);
        assertThat(open.number("SELECT COUNT(*) FROM calls WHERE unknown_model = 1"))
                .isEqualTo(1);
        assertThat(open.wrongTotals()).isEmpty();
        assertThat(open.ledger.reprice((model, _, _, _) -> price(model)).rows()).isZero();
    }

    @Test
    void hasEverythingAPriceDependsOn() {
        unknown("c-1", "alice", "claude-new", NOON, 100);
        open.ledger.flush();
        var asked = new ArrayList<Object>();

        open.ledger.reprice((model, at, usage, batch) -> {
            asked.addAll(List.of(model, at, usage, batch));
            return OptionalLong.empty();
        });

        assertThat(asked).containsExactly("claude-new", NOON, usage(20), true);
    }

    @Test
    void goesThroughMoreThanOneStretch() {
        for (int i = 0; i < 1_001; i++) {
            unknown("c-" + i, "alice", "claude-new", NOON, 15);
        }
        open.ledger.flush();

        Repriced repriced = open.ledger.reprice((model, _, _, _) -> price(model));

        assertThat(repriced).isEqualTo(new Repriced(1_001, List.of(new Correction("alice", DAY, -5 * 1_001))));
        assertThat(open.wrongTotals()).isEmpty();
    }

    @Test
    void tellsWhatWasDoneBeforeAFailure() {
        for (int i = 0; i < 300; i++) {
            unknown("c-" + i, "alice", i < 250 ? "claude-new" : "claude-bad", NOON, 15);
        }
        open.ledger.flush();

        Repriced repriced = open.ledger.reprice((model, _, _, _) -> price(model));

        assertThat(repriced.rows()).isEqualTo(200);
        assertThat(open.number("SELECT COUNT(*) FROM calls WHERE unknown_model = 1"))
                .isEqualTo(100);
        assertThat(open.wrongTotals()).isEmpty();
    }

    private static OptionalLong price(String model) {
        return switch (model) {
            case "claude-new" -> OptionalLong.of(10);
            case "claude-bad" -> throw new IllegalStateException("a bad price");
            default -> OptionalLong.empty();
        };
    }

    private void unknown(String id, String user, String model, Instant at, long cost) {
        Usage usage = usage(20);
        open.ledger.settled(
                new Settlement(id, at, "", "", model, usage, cost, Basis.EXACT, true, true, "complete", 200, user, at));
    }
}
