package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.NOON;
import static com.matrixos.proxy.ledger.OpenLedger.usage;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.ledger.LedgerReader.Dimension;
import com.matrixos.proxy.ledger.LedgerReader.Row;
import com.matrixos.proxy.ledger.LedgerReader.Spent;
import com.matrixos.proxy.ledger.LedgerReader.Totals;
import com.matrixos.proxy.usage.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LedgerReaderTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");
    private static final YearMonth MONTH = YearMonth.from(DAY);
    private static final Instant LAST_MONTH = NOON.minus(Duration.ofDays(40));

    @TempDir
    Path folder;

    private OpenLedger open;

    @BeforeEach
    void start() {
        open = OpenLedger.in(folder);
        call("c-1", "alice", NOON, "claude-big", "s-1", "a-1", 3_000_000_000_000L);
        call("c-2", "alice", NOON.minus(Duration.ofDays(1)), "claude-big", "s-1", "", 500_000_000_000L);
        call("c-3", "alice", NOON, "claude-small", "s-2", "a-2", 1);
        call("c-4", "bob", NOON.minus(Duration.ofDays(1)), "claude-small", "", "", 7);
        call("c-5", "carol", LAST_MONTH, "claude-small", "", "", 9);
        open.open(OpenLedger.call("c-6", "alice", 1_000));
        open.ledger.flush();
    }

    @AfterEach
    void stop() throws Exception {
        open.close();
    }

    @Test
    void totalsOfOne() {
        assertThat(open.reader.totals("alice", DAY, MONTH))
                .isEqualTo(new Totals("alice", 3_000_000_000_001L, 3_500_000_000_001L, 3_500_000_000_001L));
        assertThat(open.reader.totals("nobody", DAY, MONTH)).isEqualTo(new Totals("nobody", 0, 0, 0));
    }

    @Test
    void everybodyPageByPage() {
        var first = open.reader.summary("", 2, DAY, MONTH);
        var second = open.reader.summary(first.getLast().user(), 2, DAY, MONTH);

        assertThat(first)
                .containsExactly(
                        new Totals("alice", 3_000_000_000_001L, 3_500_000_000_001L, 3_500_000_000_001L),
                        new Totals("bob", 0, 7, 7));
        assertThat(second).containsExactly(new Totals("carol", 0, 0, 9));
    }

    @Test
    void whatBudgetsStartFrom() {
        assertThat(open.reader.spent(DAY, MONTH))
                .isEqualTo(Map.of(
                        "alice", new Spent(3_000_000_000_001L, 3_500_000_000_001L),
                        "bob", new Spent(0, 7)));
    }

    @Test
    void oneUserByModelDaySessionAndAgent() {
        assertThat(keys(Dimension.MODEL)).containsExactly("claude-big 3500000000000", "claude-small 1");
        assertThat(keys(Dimension.DAY)).containsExactly("2026-11-30 3000000000001", "2026-11-29 500000000000");
        assertThat(keys(Dimension.SESSION)).containsExactly("s-1 3500000000000", "s-2 1");
        assertThat(keys(Dimension.AGENT)).containsExactly("a-1 3000000000000", " 500000000000", "a-2 1");
    }

    @Test
    void addsUpTokensByClass() {
        var rows = open.reader.by("alice", Dimension.MODEL, LAST_MONTH, NOON.plusMillis(1), 0, 1);

        assertThat(rows)
                .containsExactly(new Row(
                        "claude-big", 2, new Tokens(200, 4_000, 60, 8, 40), 3_500_000_000_000L, 3_000_000_000_000L));
        assertThat(open.reader.by("alice", Dimension.MODEL, LAST_MONTH, NOON, 0, 10))
                .extracting(Row::calls)
                .containsExactly(1L);
    }

    @Test
    void theOriginalsQueryStillRuns() {
        assertThat(open.rows("SELECT user_id, model, SUM(cost_usd) AS usd FROM api_usage GROUP BY 1, 2 ORDER BY 1, 2"))
                .extracting(row -> row.get("user_id") + " " + row.get("model") + " " + row.get("usd"))
                .containsExactly(
                        "alice claude-big 3.5",
                        "alice claude-small 1.0E-12",
                        "bob claude-small 7.0E-12",
                        "carol claude-small 9.0E-12");
        assertThat(open.rows("SELECT * FROM api_usage WHERE timestamp >= '2026-11-30'")
                        .getFirst())
                .containsExactly(
                        Map.entry("id", 1),
                        Map.entry("timestamp", "2026-11-30 12:00:00"),
                        Map.entry("user_id", "alice"),
                        Map.entry("model", "claude-big"),
                        Map.entry("input_tokens", 100),
                        Map.entry("output_tokens", 20),
                        Map.entry("cache_read_tokens", 2_000),
                        Map.entry("cache_write_tokens", 34),
                        Map.entry("cost_usd", 3.0),
                        Map.entry("session_id", "s-1"),
                        Map.entry("status", 200));
    }

    private List<String> keys(Dimension dimension) {
        return open.reader.by("alice", dimension, LAST_MONTH, NOON.plusMillis(1), 0, 10).stream()
                .map(row -> row.key() + " " + row.costPico())
                .toList();
    }

    private void call(String id, String user, Instant at, String model, String session, String agent, long cost) {
        open.open(new OpenCall(id, user, at, Kind.MESSAGE, model, session, agent, "", 1));
        Basis basis = id.equals("c-1") ? Basis.ESTIMATED : Basis.EXACT;
        open.ledger.settled(
                new Settlement(id, at, "", "", "", usage(20), cost, basis, false, false, "complete", 200, user, at));
    }
}
