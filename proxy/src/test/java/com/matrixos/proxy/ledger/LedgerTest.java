package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.NOON;
import static com.matrixos.proxy.ledger.OpenLedger.call;
import static com.matrixos.proxy.ledger.OpenLedger.settlement;
import static com.matrixos.proxy.ledger.OpenLedger.trued;
import static com.matrixos.proxy.ledger.OpenLedger.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.proxy.ledger.LedgerReader.Totals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LedgerTest {
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
    void aCallIsOnRecordWhenItMayBegin() {
        assertThat(open.open(call("c-1", "alice", 700))).isTrue();

        assertThat(row("c-1"))
                .containsEntry("state", "open")
                .containsEntry("kind", "message")
                .containsEntry("user_id", "alice")
                .containsEntry("day", "2026-11-30")
                .containsEntry("opened_at", NOON.toEpochMilli())
                .containsEntry("model", "claude-asked")
                .containsEntry("session", "s-1")
                .containsEntry("agent", "a-1")
                .containsEntry("parent_agent", null)
                .containsEntry("hold_pico", 700);
        assertThat(open.number("SELECT COUNT(*) FROM usage_totals")).isZero();
    }

    @Test
    void anIdIsGivenOnce() {
        assertThat(open.open(call("c-1", "alice", 700))).isTrue();
        assertThat(open.open(call("c-1", "mallory", 1))).isFalse();

        assertThat(row("c-1")).containsEntry("user_id", "alice");
    }

    @Test
    void followsTheAnswer() {
        open.open(call("c-1", "alice", 700));
        open.ledger.trued(trued("c-1", "msg-1", 300));
        open.ledger.flush();
        assertThat(row("c-1"))
                .containsEntry("state", "trued")
                .containsEntry("message_id", "msg-1")
                .containsEntry("model", "claude-answered")
                .containsEntry("input_tokens", 100)
                .containsEntry("cache_read_tokens", 2_000)
                .containsEntry("output_tokens", 1)
                .containsEntry("cost_pico", 300);

        open.ledger.progress("c-1", 15, 400);
        open.ledger.flush();
        assertThat(row("c-1"))
                .containsEntry("state", "trued")
                .containsEntry("output_tokens", 15)
                .containsEntry("cost_pico", 400);
        assertThat(open.number("SELECT COUNT(*) FROM usage_totals")).isZero();
    }

    @Test
    void settlesForGood() {
        open.open(call("c-1", "alice", 700));
        open.ledger.trued(trued("c-1", "msg-1", 300));
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 999));
        open.ledger.progress("c-1", 15, 400);
        open.ledger.dropped("c-1");
        open.ledger.flush();

        assertThat(row("c-1"))
                .containsEntry("state", "settled")
                .containsEntry("message_id", "msg-1")
                .containsEntry("upstream_request_id", "req-c-1")
                .containsEntry("session", "s-1")
                .containsEntry("output_tokens", 20)
                .containsEntry("web_searches", 1)
                .containsEntry("speed", "fast")
                .containsEntry("cost_pico", 650)
                .containsEntry("basis", "exact")
                .containsEntry("repeated", 0)
                .containsEntry("ending", "complete")
                .containsEntry("status", 200);
        assertThat(totals("alice")).isEqualTo(new Totals("alice", 650, 650, 650));
        assertThat(open.wrongTotals()).isEmpty();
    }

    @Test
    void countsForTheDayItWasOpenedOn() {
        open.open(call("c-1", "alice", 700));
        var late = settlement("c-1", "msg-1", "alice", 650);
        open.ledger.settled(new Settlement(
                late.id(),
                NOON.plus(Duration.ofDays(1)),
                late.messageId(),
                "",
                "",
                late.usage(),
                late.costPico(),
                Basis.ESTIMATED,
                false,
                false,
                "client_gone",
                200,
                "alice",
                NOON.plus(Duration.ofDays(1))));
        open.ledger.flush();

        assertThat(totals("alice").dailyPico()).isEqualTo(650);
        assertThat(open.reader.totals("alice", DAY.plusDays(1), YearMonth.from(DAY.plusDays(1))))
                .isEqualTo(new Totals("alice", 0, 0, 650));
        assertThat(row("c-1")).containsEntry("model", "claude-asked");
        assertThat(open.number("SELECT estimated_pico FROM usage_totals WHERE period = 'all'"))
                .isEqualTo(650);
    }

    @Test
    void anAnswerThatWasMadeTwiceCountsTwice() {
        open.open(call("c-1", "alice", 700));
        open.open(call("c-2", "alice", 700));
        open.open(call("c-3", "alice", 700));
        open.ledger.trued(trued("c-1", "msg-1", 300));
        open.ledger.trued(trued("c-2", "msg-1", 300));
        open.ledger.settled(settlement("c-2", "msg-1", "alice", 10));
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 20));
        open.ledger.settled(settlement("c-3", "msg-1", "alice", 30));
        open.ledger.flush();

        assertThat(open.rows("SELECT id, message_id, repeated FROM calls ORDER BY id"))
                .extracting(row -> row.get("id") + " " + row.get("message_id") + " " + row.get("repeated"))
                .containsExactly("c-1 msg-1 0", "c-2 null 1", "c-3 null 1");
        assertThat(totals("alice").totalPico()).isEqualTo(60);
    }

    @Test
    void aBatchIsBookedWhenItsResultsAreDownloadedAndOnlyOnce() {
        open.ledger.settled(batch("b-1", "msg-1"));
        open.ledger.settled(batch("b-1", "msg-1"));
        open.ledger.settled(batch("b-1-again", "msg-1"));
        open.open(new OpenCall("b-1-opened", "alice", NOON, Kind.BATCH_RESULT, "", "", "", "", 5));
        open.ledger.settled(batch("b-1-opened", "msg-1"));
        open.ledger.settled(batch("b-2", "msg-2"));
        open.ledger.flush();

        assertThat(open.rows("SELECT id, kind, batch, user_id FROM calls ORDER BY id"))
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactly("[b-1, batch_result, 1, alice]", "[b-2, batch_result, 1, alice]");
        assertThat(totals("alice").totalPico()).isEqualTo(200);
        assertThat(open.wrongTotals()).isEmpty();
    }

    @Test
    void aCallThatUsedNothingLeavesNothing() {
        open.open(call("c-1", "alice", 700));
        open.open(call("c-2", "alice", 700));
        open.ledger.trued(trued("c-2", "msg-2", 300));
        open.ledger.dropped("c-1");
        open.ledger.dropped("c-2");
        open.ledger.dropped("never");
        open.ledger.flush();

        assertThat(open.rows("SELECT id FROM calls")).containsExactly(Map.of("id", "c-2"));
    }

    @Test
    void whatWasTrueOfOneCallIsNotSaidOfAnother() {
        open.ledger.trued(trued("never", "msg-1", 300));
        open.ledger.progress("never", 15, 400);
        open.ledger.flush();

        assertThat(open.number("SELECT COUNT(*) FROM calls")).isZero();
    }

    @Test
    void refusesAmountsThatWouldGiveMoneyBack() {
        assertThatThrownBy(() -> call("c-1", "alice", -1)).hasMessage("hold must not be negative: -1");
        assertThatThrownBy(() -> settlement("c-1", "", "alice", -1)).hasMessage("cost must not be negative: -1");
    }

    @Test
    void keepsWhatItHasWhenItIsClosedAndTakesNoMore() throws Exception {
        open.open(call("c-1", "alice", 700));
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));
        open.ledger.close();

        assertThat(open.open(call("c-2", "alice", 700))).isFalse();
        open.ledger.settled(settlement("c-2", "msg-2", "alice", 650));
        assertThatThrownBy(() -> open.ledger.flush()).isInstanceOf(IllegalStateException.class);
        assertThat(totals("alice").totalPico()).isEqualTo(650);
    }

    private static Settlement batch(String id, String messageId) {
        Instant opened = NOON.minus(Duration.ofHours(1));
        return new Settlement(
                id,
                NOON,
                messageId,
                "",
                "claude-answered",
                usage(20),
                100,
                Basis.EXACT,
                false,
                true,
                "complete",
                200,
                "alice",
                opened);
    }

    private Totals totals(String user) {
        return open.reader.totals(user, DAY, YearMonth.from(DAY));
    }

    private Map<String, Object> row(String id) {
        return open.rows("SELECT * FROM calls WHERE id = '" + id + "'").getFirst();
    }
}
