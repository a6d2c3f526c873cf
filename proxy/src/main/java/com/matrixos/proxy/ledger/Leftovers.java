package com.matrixos.proxy.ledger;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Settles what a killed process left. Nobody can say any more what those calls have cost, so they cost
/// what they held, or, where the answer had begun, what had been seen of it.
///
/// In two statements however many there are, because nothing else starts until it is done.
final class Leftovers {
    private final Handle tables;

    Leftovers(Handle tables) {
        this.tables = tables;
    }

    /// Returns how many there were.
    int settle(Instant now) {
        moveTotals();
        return tables.createUpdate("""
                        UPDATE calls SET cost_pico = CASE state WHEN 'open' THEN hold_pico ELSE cost_pico END,
                            status = CASE state WHEN 'open' THEN NULL ELSE 200 END,
                            state = 'settled', settled_at = :now, basis = 'estimated', ending = 'stopped'
                        WHERE state <> 'settled'""").bind("now", now.toEpochMilli()).execute();
    }

    /// Names the periods as [Periods] does.
    private void moveTotals() {
        tables.execute("""
                WITH lost AS (
                    SELECT day, user_id, CASE state WHEN 'open' THEN hold_pico ELSE cost_pico END AS pico
                    FROM calls WHERE state <> 'settled')
                INSERT INTO usage_totals (period, user_id, calls, cost_pico, estimated_pico)
                SELECT period, user_id, COUNT(*), SUM(pico), SUM(pico) FROM (
                    SELECT day AS period, user_id, pico FROM lost
                    UNION ALL SELECT substr(day, 1, 7), user_id, pico FROM lost
                    UNION ALL SELECT 'all', user_id, pico FROM lost)
                WHERE true GROUP BY period, user_id
                ON CONFLICT (period, user_id) DO UPDATE SET calls = calls + excluded.calls,
                    cost_pico = cost_pico + excluded.cost_pico,
                    estimated_pico = estimated_pico + excluded.estimated_pico""");
    }
}
