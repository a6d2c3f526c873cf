package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.StoredUsage.told;

import com.matrixos.base.sqlite.Statements;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes calls, within one transaction. What was told twice is believed once, so a transaction whose end
/// is in doubt may be done again.
final class Rows {
    /// No call has this id; its row never outlives its transaction.
    private static final String PROBE = "probe";

    private final Statements statements;
    private final RollUp totals = new RollUp();

    Rows(Statements statements) {
        this.statements = statements;
    }

    /// What a settlement needs to know of the row it ends.
    ///
    /// @param messageId the upstream's, once told and of no other row
    private record Found(
            String state,
            String user,
            Instant openedAt,
            @Nullable String messageId) {
        boolean isSettled() {
            return state.equals("settled");
        }
    }

    /// Whether the call has a row of its own now; not when its id is taken.
    boolean open(OpenCall call) {
        return statements
                        .of("""
                        INSERT INTO calls (id, state, kind, user_id, day, opened_at, model, session, agent, parent_agent,
                            hold_pico)
                        VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO NOTHING""")
                        .with(call.id())
                        .with(name(call.kind()))
                        .with(call.user())
                        .with(Periods.of(call.at()).day().toString())
                        .with(call.at().toEpochMilli())
                        .with(call.model())
                        .with(told(call.session()))
                        .with(told(call.agent()))
                        .with(told(call.parentAgent()))
                        .with(call.holdPico())
                        .run()
                == 1;
    }

    void apply(Entry entry) {
        switch (entry) {
            case Entry.Begun(var trued) -> begun(trued);
            case Entry.Progress(var id, var output, var cost) -> progress(id, output, cost);
            case Entry.Over(var settlement) -> over(settlement);
            case Entry.Dropped(var id) -> drop(id);
            case Entry.Flush _ -> {}
        }
    }

    /// Moves the totals by what was settled; the last thing in the transaction.
    void finish() {
        totals.write(statements);
    }

    /// Writes something and takes it back, to find out whether anything can be written.
    void probe() {
        open(new OpenCall(PROBE, "", Instant.EPOCH, Kind.MESSAGE, "", "", "", "", 0));
        drop(PROBE);
    }

    private void begun(Trued trued) {
        boolean repeated = isKnown(trued.messageId(), trued.id());
        StoredUsage.bind(
                        statements
                                .of("UPDATE calls SET state = 'trued', message_id = ?, repeated = ?,"
                                        + " model = COALESCE(?, model), cost_pico = ?, " + StoredUsage.ASSIGNMENTS
                                        + " WHERE id = ? AND state = 'open'")
                                .with(repeated ? null : told(trued.messageId()))
                                .with(repeated)
                                .with(told(trued.model()))
                                .with(trued.costPico()),
                        trued.usage())
                .with(trued.id())
                .run();
    }

    private void progress(String id, long output, long cost) {
        statements
                .of("UPDATE calls SET output_tokens = ?, cost_pico = ? WHERE id = ? AND state = 'trued'")
                .with(output)
                .with(cost)
                .with(id)
                .run();
    }

    /// A live answer whose message is known was made twice and counts twice; a result of a batch whose
    /// message is known was only downloaded twice.
    private void over(Settlement settlement) {
        Optional<Found> row = find(settlement.id());
        if (row.filter(Found::isSettled).isPresent()) {
            return;
        }
        boolean told =
                row.map(Found::messageId).filter(settlement.messageId()::equals).isPresent();
        boolean repeated = !told && isKnown(settlement.messageId(), settlement.id());
        if (repeated && settlement.batch()) {
            drop(settlement.id());
            return;
        }
        if (row.isEmpty()) {
            open(settlement.opening());
        }
        settle(settlement, repeated ? null : told(settlement.messageId()), repeated);
        totals.settled(
                row.map(Found::user).orElse(settlement.user()),
                Periods.of(row.map(Found::openedAt).orElse(settlement.openedAt())),
                settlement.costPico(),
                settlement.basis());
    }

    private void settle(Settlement settlement, @Nullable String messageId, boolean repeated) {
        StoredUsage.bind(
                        statements
                                .of("UPDATE calls SET state = 'settled', settled_at = ?,"
                                        + " message_id = COALESCE(?, message_id), repeated = repeated OR ?,"
                                        + " upstream_request_id = ?, model = COALESCE(?, model), cost_pico = ?,"
                                        + " basis = ?, unknown_model = ?, batch = ?, ending = ?, status = ?, "
                                        + StoredUsage.ASSIGNMENTS + " WHERE id = ?")
                                .with(settlement.at().toEpochMilli())
                                .with(messageId)
                                .with(repeated)
                                .with(told(settlement.upstreamRequestId()))
                                .with(told(settlement.model()))
                                .with(settlement.costPico())
                                .with(name(settlement.basis()))
                                .with(settlement.unknownModel())
                                .with(settlement.batch())
                                .with(settlement.end())
                                .with(settlement.status()),
                        settlement.usage())
                .with(settlement.id())
                .run();
    }

    private void drop(String id) {
        statements
                .of("DELETE FROM calls WHERE id = ? AND state = 'open'")
                .with(id)
                .run();
    }

    private Optional<Found> find(String id) {
        return statements
                .of("SELECT state, user_id, opened_at, message_id FROM calls WHERE id = ?")
                .with(id)
                .first(row -> new Found(
                        row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getString(4)));
    }

    private boolean isKnown(String messageId, String id) {
        return !messageId.isEmpty()
                && statements
                        .of("SELECT 1 FROM calls WHERE message_id = ? AND id <> ?")
                        .with(messageId)
                        .with(id)
                        .first(_ -> true)
                        .isPresent();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
