package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// A ledger on a real file, with what a test asks of it.
final class OpenLedger implements AutoCloseable {
    /// Shortly before midnight and a new month, in UTC.
    static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    final Database database;
    final Ledger ledger;
    final LedgerReader reader;

    private OpenLedger(Path file, Ledger.Surroundings surroundings) {
        this.database = Database.open(file, "db/proxy");
        this.ledger = Ledger.open(file, () -> NOON, surroundings);
        this.reader = new LedgerReader(database);
    }

    static OpenLedger in(Path folder) {
        return on(folder, force -> force);
    }

    /// No commit is proof of the next one, so that every call waits for its row.
    static OpenLedger on(Path folder, UnaryOperator<Runnable> disk) {
        var nanos = new AtomicLong();
        return at(folder, () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(1)), disk);
    }

    /// @param nanos a clock for spans of time
    static OpenLedger at(Path folder, LongSupplier nanos, UnaryOperator<Runnable> disk) {
        return new OpenLedger(folder.resolve("proxy.db"), new Ledger.Surroundings(_ -> {}, nanos, disk));
    }

    /// Whether the call is written down, once the ledger says so.
    boolean open(OpenCall call) {
        var done = new CompletableFuture<Boolean>();
        ledger.open(call, done::complete);
        return done.join();
    }

    /// All rows of a query, as texts.
    List<Map<String, Object>> rows(String sql) {
        return database.read(tables -> tables.createQuery(sql).mapToMap().list());
    }

    /// The only number of a query.
    long number(String sql) {
        return database.read(tables -> tables.createQuery(sql).mapTo(Long.class).one());
    }

    /// The totals that differ from the sum of their rows, of which there may be none.
    List<Map<String, Object>> wrongTotals() {
        return rows("""
                SELECT * FROM (
                    SELECT period, user_id, SUM(calls) AS calls, SUM(pico) AS pico, SUM(estimated) AS estimated FROM (
                        SELECT period, user_id, calls, cost_pico AS pico, estimated_pico AS estimated FROM usage_totals
                        UNION ALL SELECT day, user_id, -1, -cost_pico, -(basis = 'estimated') * cost_pico
                            FROM calls WHERE state = 'settled'
                        UNION ALL SELECT substr(day, 1, 7), user_id, -1, -cost_pico, -(basis = 'estimated') * cost_pico
                            FROM calls WHERE state = 'settled'
                        UNION ALL SELECT 'all', user_id, -1, -cost_pico, -(basis = 'estimated') * cost_pico
                            FROM calls WHERE state = 'settled')
                    GROUP BY period, user_id)
                WHERE calls <> 0 OR pico <> 0 OR estimated <> 0""");
    }

    /// From here on no row can be written.
    void breakWrites() {
        database.write(tables -> {
            tables.execute("CREATE TRIGGER broken_calls BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'full'); END");
            return tables.execute(
                    "CREATE TRIGGER broken_ends BEFORE UPDATE ON calls BEGIN SELECT RAISE(ABORT, 'full'); END");
        });
    }

    void mendWrites() {
        database.write(tables -> {
            tables.execute("DROP TRIGGER broken_calls");
            return tables.execute("DROP TRIGGER broken_ends");
        });
    }

    static OpenCall call(String id, String user, long hold) {
        return new OpenCall(id, user, NOON, Kind.MESSAGE, "claude-asked", "s-1", "a-1", "", hold);
    }

    static Trued trued(String id, String messageId, long cost) {
        return new Trued(id, messageId, "claude-answered", usage(1), cost);
    }

    static Settlement settlement(String id, String messageId, String user, long cost) {
        return new Settlement(
                id,
                NOON,
                messageId,
                "req-" + id,
                "claude-answered",
                usage(20),
                cost,
                Basis.EXACT,
                false,
                false,
                "complete",
                200,
                user,
                NOON);
    }

    static Usage usage(long output) {
        return new Usage(
                new Tokens(100, 2_000, 30, 4, output),
                1,
                "standard",
                "fast",
                "us",
                List.of(new Usage.Iteration("compaction", "claude-small", new Tokens(1, 2, 3, 4, 5))));
    }

    @Override
    public void close() throws Exception {
        ledger.close();
        database.close();
    }
}
