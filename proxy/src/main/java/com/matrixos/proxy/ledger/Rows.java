package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.StoredUsage.told;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes calls, within one transaction. What was told twice is believed once, so a transaction whose end
/// is in doubt may be done again.
final class Rows {
    /// No call has this id; its row never outlives its transaction.
    private static final String PROBE = "probe";

    private final Handle tables;
    private final RollUp totals = new RollUp();

    Rows(Handle tables) {
        this.tables = tables;
    }

    /// What a settlement needs to know of the row it ends.
    private record Found(String state, String user, Instant openedAt) {
        boolean isSettled() {
            return state.equals("settled");
        }
    }

    /// Whether the call has a row of its own now; not when its id is taken.
    boolean open(OpenCall call) {
        return tables.createUpdate("""
                        INSERT INTO calls (id, state, kind, user_id, day, opened_at, model, session, agent, parent_agent,
                            hold_pico)
                        VALUES (:id, 'open', :kind, :user, :day, :at, :model, :session, :agent, :parent, :hold)
                        ON CONFLICT (id) DO NOTHING""")
                        .bind("id", call.id())
                        .bind("kind", name(call.kind()))
                        .bind("user", call.user())
                        .bind("day", Periods.of(call.at()).day().toString())
                        .bind("at", call.at().toEpochMilli())
                        .bind("model", call.model())
                        .bind("session", told(call.session()))
                        .bind("agent", told(call.agent()))
                        .bind("parent", told(call.parentAgent()))
                        .bind("hold", call.holdPico())
                        .execute()
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
        totals.write(tables);
    }

    /// Writes something and takes it back, to find out whether anything can be written.
    void probe() {
        open(new OpenCall(PROBE, "", Instant.EPOCH, Kind.MESSAGE, "", "", "", "", 0));
        drop(PROBE);
    }

    private void begun(Trued trued) {
        boolean repeated = isKnown(trued.messageId(), trued.id());
        StoredUsage.bind(
                        tables.createUpdate("UPDATE calls SET state = 'trued', message_id = :message,"
                                + " repeated = :repeated, model = COALESCE(:model, model), cost_pico = :cost, "
                                + StoredUsage.ASSIGNMENTS + " WHERE id = :id AND state = 'open'"),
                        trued.usage())
                .bind("message", repeated ? null : told(trued.messageId()))
                .bind("repeated", repeated)
                .bind("model", told(trued.model()))
                .bind("cost", trued.costPico())
                .bind("id", trued.id())
                .execute();
    }

    private void progress(String id, long output, long cost) {
        tables.createUpdate("""
                        UPDATE calls SET output_tokens = :output, cost_pico = :cost
                        WHERE id = :id AND state = 'trued'""")
                .bind("output", output)
                .bind("cost", cost)
                .bind("id", id)
                .execute();
    }

    /// A live answer whose message is known was made twice and counts twice; a result of a batch whose
    /// message is known was only downloaded twice.
    private void over(Settlement settlement) {
        Optional<Found> row = find(settlement.id());
        if (row.filter(Found::isSettled).isPresent()) {
            return;
        }
        boolean repeated = isKnown(settlement.messageId(), settlement.id());
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
                        tables.createUpdate("UPDATE calls SET state = 'settled', settled_at = :at,"
                                + " message_id = COALESCE(:message, message_id), repeated = repeated OR :repeated,"
                                + " upstream_request_id = :request, model = COALESCE(:model, model), cost_pico = :cost,"
                                + " basis = :basis, unknown_model = :unknown, batch = :batch, ending = :end,"
                                + " status = :status, " + StoredUsage.ASSIGNMENTS + " WHERE id = :id"),
                        settlement.usage())
                .bind("at", settlement.at().toEpochMilli())
                .bind("message", messageId)
                .bind("repeated", repeated)
                .bind("request", told(settlement.upstreamRequestId()))
                .bind("model", told(settlement.model()))
                .bind("cost", settlement.costPico())
                .bind("basis", name(settlement.basis()))
                .bind("unknown", settlement.unknownModel())
                .bind("batch", settlement.batch())
                .bind("end", settlement.end())
                .bind("status", settlement.status())
                .bind("id", settlement.id())
                .execute();
    }

    private void drop(String id) {
        tables.createUpdate("DELETE FROM calls WHERE id = :id AND state = 'open'")
                .bind("id", id)
                .execute();
    }

    private Optional<Found> find(String id) {
        return tables.createQuery("SELECT state, user_id, opened_at FROM calls WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Found(
                        row.getString("state"),
                        row.getString("user_id"),
                        Instant.ofEpochMilli(row.getLong("opened_at"))))
                .findOne();
    }

    private boolean isKnown(String messageId, String id) {
        return !messageId.isEmpty()
                && tables.createQuery("SELECT 1 FROM calls WHERE message_id = :message AND id <> :id")
                        .bind("message", messageId)
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
