package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.usage.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Reads what was settled, on connections of its own: never in the way of a call, and as of the last
/// commit. Amounts are pico-USD.
///
/// Safe for use from any thread; calls block.
public final class LedgerReader {
    private final Database database;

    /// @param database of the ledger's file
    public LedgerReader(Database database) {
        this.database = database;
    }

    /// What one user has used on a day, in a month, and ever. Zero for who has used nothing.
    public record Totals(String user, long dailyPico, long monthlyPico, long totalPico) {}

    /// What one user has used on a day and in a month.
    public record Spent(long dailyPico, long monthlyPico) {
        /// Nothing at all.
        public static final Spent NOTHING = new Spent(0, 0);
    }

    /// Settled calls that have something in common.
    ///
    /// @param key what: the model, the day as `2026-11-24`, the session or the agent; empty when not told
    /// @param calls how many
    /// @param tokens added up
    /// @param costPico added up
    /// @param estimatedPico the part of it that is estimated
    public record Row(String key, long calls, Tokens tokens, long costPico, long estimatedPico) {}

    /// What calls are told apart by.
    public enum Dimension {
        /// The model that answered; the dearest first.
        MODEL("model", "cost DESC, key"),
        /// The UTC day they were opened on; the latest first.
        DAY("day", "key DESC"),
        /// The client's session; the dearest first.
        SESSION("COALESCE(session, '')", "cost DESC, key"),
        /// The agent within its session; the dearest first.
        AGENT("COALESCE(agent, '')", "cost DESC, key");

        private final String key;
        private final String order;

        Dimension(String key, String order) {
            this.key = key;
            this.order = order;
        }
    }

    /// Whether a message of the upstream's is in the ledger.
    public boolean hasMessage(String messageId) {
        return database.read(tables -> tables.createQuery("SELECT 1 FROM calls WHERE message_id = :id")
                .bind("id", messageId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /// What one user has used.
    public Totals totals(String user, LocalDate day, YearMonth month) {
        return database.read(tables -> new Totals(
                user,
                pico(tables, user, day.toString()),
                pico(tables, user, month.toString()),
                pico(tables, user, Periods.ALL)));
    }

    /// One page of the users who ever used something, by name.
    ///
    /// @param after the last user of the page before, or empty for the first page
    /// @param limit how many users at most
    public List<Totals> summary(String after, int limit, LocalDate day, YearMonth month) {
        return database.read(tables -> tables.createQuery("""
                        SELECT a.user_id, COALESCE(d.cost_pico, 0) AS daily, COALESCE(m.cost_pico, 0) AS monthly,
                            a.cost_pico AS total
                        FROM usage_totals a
                        LEFT JOIN usage_totals d ON d.period = :day AND d.user_id = a.user_id
                        LEFT JOIN usage_totals m ON m.period = :month AND m.user_id = a.user_id
                        WHERE a.period = 'all' AND a.user_id > :after
                        ORDER BY a.user_id LIMIT :limit""")
                .bind("day", day.toString())
                .bind("month", month.toString())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> new Totals(
                        row.getString("user_id"), row.getLong("daily"), row.getLong("monthly"), row.getLong("total")))
                .list());
    }

    /// What everybody has used who used something in the month: what budgets start from. Takes as long as
    /// there are users, not calls.
    public Map<String, Spent> spent(LocalDate day, YearMonth month) {
        return database.read(tables -> {
            var spent = new HashMap<String, Spent>();
            picoByUser(tables, month.toString()).forEach((user, pico) -> spent.put(user, new Spent(0, pico)));
            picoByUser(tables, day.toString())
                    .forEach((user, pico) ->
                            spent.merge(user, new Spent(pico, 0), (had, _) -> new Spent(pico, had.monthlyPico())));
            return spent;
        });
    }

    /// The settled calls of one user, told apart by something.
    ///
    /// @param from opened then or later
    /// @param to opened before
    /// @param skipped rows of earlier pages; while calls settle, rows may move between pages
    /// @param limit how many rows at most
    public List<Row> by(String user, Dimension dimension, Instant from, Instant to, long skipped, int limit) {
        String sql = """
                SELECT %s AS key, COUNT(*) AS calls, SUM(input_tokens) AS input, SUM(cache_read_tokens) AS cache_read,
                    SUM(cache_write_5m_tokens) AS cache_write_5m, SUM(cache_write_1h_tokens) AS cache_write_1h,
                    SUM(output_tokens) AS output, SUM(cost_pico) AS cost,
                    SUM(CASE basis WHEN 'estimated' THEN cost_pico ELSE 0 END) AS estimated
                FROM calls
                WHERE user_id = :user AND opened_at >= :from AND opened_at < :to AND state = 'settled'
                GROUP BY 1 ORDER BY %s LIMIT :limit OFFSET :skipped""".formatted(dimension.key, dimension.order);
        return database.read(tables -> tables.createQuery(sql)
                .bind("user", user)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("skipped", skipped)
                .bind("limit", limit)
                .map((row, _) -> new Row(
                        row.getString("key"),
                        row.getLong("calls"),
                        new Tokens(
                                row.getLong("input"),
                                row.getLong("cache_read"),
                                row.getLong("cache_write_5m"),
                                row.getLong("cache_write_1h"),
                                row.getLong("output")),
                        row.getLong("cost"),
                        row.getLong("estimated")))
                .list());
    }

    private static long pico(Handle tables, String user, String period) {
        return tables.createQuery("SELECT cost_pico FROM usage_totals WHERE period = :period AND user_id = :user")
                .bind("period", period)
                .bind("user", user)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static Map<String, Long> picoByUser(Handle tables, String period) {
        var byUser = new HashMap<String, Long>();
        tables.createQuery("SELECT user_id, cost_pico FROM usage_totals WHERE period = :period")
                .bind("period", period)
                .map((row, _) -> Map.entry(row.getString("user_id"), row.getLong("cost_pico")))
                .forEach(entry -> byUser.put(entry.getKey(), entry.getValue()));
        return byUser;
    }
}
