package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Statements;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gathers how one transaction moves `usage_totals`, so that a hundred calls of one user are three updates.
/// What was gathered must be written before the transaction ends.
final class RollUp {
    private final Map<Key, Sum> sums = new LinkedHashMap<>();

    private record Key(String period, String user) {}

    private record Sum(long calls, long pico, long estimatedPico) {
        Sum plus(Sum other) {
            return new Sum(calls + other.calls, pico + other.pico, estimatedPico + other.estimatedPico);
        }
    }

    /// A call was settled.
    void settled(String user, Periods at, long pico, Basis basis) {
        add(user, at, new Sum(1, pico, estimated(pico, basis)));
    }

    /// A settled call has another cost now, by this much.
    void corrected(String user, Periods at, long pico, Basis basis) {
        add(user, at, new Sum(0, pico, estimated(pico, basis)));
    }

    void write(Statements statements) {
        sums.forEach((key, sum) -> statements
                .of("""
                        INSERT INTO usage_totals (period, user_id, calls, cost_pico, estimated_pico)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (period, user_id) DO UPDATE SET calls = calls + excluded.calls,
                            cost_pico = cost_pico + excluded.cost_pico,
                            estimated_pico = estimated_pico + excluded.estimated_pico""")
                .with(key.period())
                .with(key.user())
                .with(sum.calls())
                .with(sum.pico())
                .with(sum.estimatedPico())
                .run());
        sums.clear();
    }

    private void add(String user, Periods at, Sum sum) {
        at.names().forEach(period -> sums.merge(new Key(period, user), sum, Sum::plus));
    }

    private static long estimated(long pico, Basis basis) {
        return basis == Basis.ESTIMATED ? pico : 0;
    }
}
