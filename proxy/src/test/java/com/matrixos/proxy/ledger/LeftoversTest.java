package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.sqlite.Statements;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
    @TempDir
    Path folder;

    @Test
    void settlesAtTheStartWhatAKilledProcessLeft() throws Exception {
        try (var database = Database.open(folder.resolve("proxy.db"), "db/proxy")) {
            database.write(tables -> {
                var rows = new Rows(new Statements(tables.getConnection()));
                rows.open(OpenLedger.call("open", "alice", 700));
                rows.open(OpenLedger.call("trued", "alice", 700));
                rows.apply(new Entry.Begun(OpenLedger.trued("trued", "msg-1", 300)));
                rows.open(OpenLedger.call("told", "bob", 700));
                rows.apply(new Entry.Begun(OpenLedger.trued("told", "msg-2", 300)));
                rows.apply(new Entry.Progress("told", 15, 400));
                rows.open(OpenLedger.call("over", "bob", 700));
                rows.apply(new Entry.Over(OpenLedger.settlement("over", "msg-3", "bob", 9)));
                rows.finish();
                return 0;
            });
        }
        try (var open = OpenLedger.in(folder)) {
            assertThat(open.rows("SELECT id, cost_pico, basis, ending, status FROM calls ORDER BY seq"))
                    .extracting(Map::values)
                    .extracting(Object::toString)
                    .containsExactly(
                            "[open, 700, estimated, stopped, null]",
                            "[trued, 300, estimated, stopped, 200]",
                            "[told, 400, estimated, stopped, 200]",
                            "[over, 9, exact, complete, 200]");
            assertThat(open.rows("SELECT DISTINCT state FROM calls")).containsExactly(Map.of("state", "settled"));
            assertThat(open.number("SELECT settled_at FROM calls WHERE id = 'open'"))
                    .isEqualTo(NOON.toEpochMilli());
            assertThat(open.rows("SELECT user_id, calls, cost_pico, estimated_pico FROM usage_totals"
                            + " WHERE period = '2026-11-30' ORDER BY user_id"))
                    .extracting(Map::values)
                    .extracting(Object::toString)
                    .containsExactly("[alice, 2, 1000, 1000]", "[bob, 2, 409, 400]");
            assertThat(open.wrongTotals()).isEmpty();
        }
    }

    @Test
    void aSettlementThatComesAfterTheStartIsTooLate() throws Exception {
        try (var open = OpenLedger.in(folder)) {
            open.open(OpenLedger.call("c-1", "alice", 700));
        }
        try (var open = OpenLedger.in(folder)) {
            open.ledger.settled(OpenLedger.settlement("c-1", "msg-1", "alice", 1));
            open.ledger.flush();

            assertThat(open.number("SELECT cost_pico FROM usage_totals WHERE period = 'all'"))
                    .isEqualTo(700);
        }
    }
}
