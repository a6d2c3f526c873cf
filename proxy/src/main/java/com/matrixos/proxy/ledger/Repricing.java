package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Statements;
import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Prices again the rows whose model was unknown, a stretch of them in each transaction.
final class Repricing {
    /// Rows of one transaction; calls that begin wait for no more than these.
    private static final int STRETCH = 200;

    private final Statements statements;
    private final RollUp totals = new RollUp();

    Repricing(Statements statements) {
        this.statements = statements;
    }

    /// One row's new price.
    record Change(long seq, String user, Periods at, Basis basis, long before, long after) {}

    private record Key(String user, LocalDate day) {}

    /// What one transaction did.
    ///
    /// @param last the row it looked at last, or the one it began after when there are no more
    record Stretch(long last, List<Change> changes) {}

    private record Flagged(
            long seq, String user, String model, Instant at, Usage usage, boolean batch, Basis basis, long pico) {}

    /// Looks at the next rows.
    ///
    /// @param after the row to begin after
    Stretch next(long after, Repricer repricer) {
        List<Flagged> rows = flagged(after);
        var changes = new ArrayList<Change>();
        for (Flagged row : rows) {
            OptionalLong price = repricer.pico(row.model(), row.at(), row.usage(), row.batch());
            price.ifPresent(pico -> changes.add(
                    new Change(row.seq(), row.user(), Periods.of(row.at()), row.basis(), row.pico(), pico)));
        }
        changes.forEach(this::apply);
        totals.write(statements);
        return new Stretch(rows.isEmpty() ? after : rows.getLast().seq(), changes);
    }

    /// Changes of several transactions, added up.
    static Repriced summary(List<Change> changes) {
        var moved = new LinkedHashMap<Key, Long>();
        changes.forEach(change ->
                moved.merge(new Key(change.user(), change.at().day()), change.after() - change.before(), Long::sum));
        return new Repriced(
                changes.size(),
                moved.entrySet().stream()
                        .filter(entry -> entry.getValue() != 0)
                        .map(entry -> new Repriced.Correction(
                                entry.getKey().user(), entry.getKey().day(), entry.getValue()))
                        .toList());
    }

    private void apply(Change change) {
        Money.requireNotNegative("price", change.after());
        statements
                .of("UPDATE calls SET cost_pico = ?, unknown_model = 0 WHERE seq = ?")
                .with(change.after())
                .with(change.seq())
                .run();
        totals.corrected(change.user(), change.at(), change.after() - change.before(), change.basis());
    }

    private List<Flagged> flagged(long after) {
        return statements
                .tables()
                .createQuery("""
                        SELECT * FROM calls WHERE unknown_model = 1 AND state = 'settled' AND seq > :after
                        ORDER BY seq LIMIT :most""")
                .bind("after", after)
                .bind("most", STRETCH)
                .map((row, _) -> new Flagged(
                        row.getLong("seq"),
                        row.getString("user_id"),
                        row.getString("model"),
                        Instant.ofEpochMilli(row.getLong("opened_at")),
                        StoredUsage.read(row),
                        row.getBoolean("batch"),
                        Basis.valueOf(row.getString("basis").toUpperCase(Locale.ROOT)),
                        row.getLong("cost_pico")))
                .list();
    }
}
