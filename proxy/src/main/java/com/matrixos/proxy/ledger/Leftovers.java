package com.matrixos.proxy.ledger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Settles what a killed process left. Nobody can say any more what those calls have cost, so they cost
/// what they held, or, where the answer had begun, what had been seen of it.
final class Leftovers {
    private final Handle tables;

    Leftovers(Handle tables) {
        this.tables = tables;
    }

    private record Left(String user, Instant openedAt, long pico) {}

    /// Returns how many there were.
    int settle(Instant now) {
        List<Left> left = tables.createQuery("""
                        SELECT user_id, opened_at, CASE state WHEN 'open' THEN hold_pico ELSE cost_pico END AS pico
                        FROM calls WHERE state <> 'settled'""")
                .map((row, _) -> new Left(
                        row.getString("user_id"), Instant.ofEpochMilli(row.getLong("opened_at")), row.getLong("pico")))
                .list();
        var totals = new RollUp();
        left.forEach(call -> totals.settled(call.user(), Periods.of(call.openedAt()), call.pico(), Basis.ESTIMATED));
        totals.write(tables);
        return tables.createUpdate("""
                        UPDATE calls SET cost_pico = CASE state WHEN 'open' THEN hold_pico ELSE cost_pico END,
                            status = CASE state WHEN 'open' THEN NULL ELSE 200 END,
                            state = 'settled', settled_at = :now, basis = 'estimated', ending = 'stopped'
                        WHERE state <> 'settled'""").bind("now", now.toEpochMilli()).execute();
    }
}
