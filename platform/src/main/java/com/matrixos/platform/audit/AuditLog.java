package com.matrixos.platform.audit;

import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Reads the log. Calls block; safe for use from any thread.
public final class AuditLog {
    /// Beyond so many lines nobody wants to know how many there are, and counting them would take long.
    private static final int COUNTED = 10_000;

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /// The newest lines first.
    ///
    /// @param before only lines with a lower number
    /// @param limit how many at the most
    public List<Row> read(Question question, long before, int limit) {
        Map<String, Object> values = values(question);
        return database.read(tx -> bound(
                        tx.createQuery("SELECT * FROM audit WHERE seq < :before" + conditions(question)
                                + " ORDER BY seq DESC LIMIT :limit"),
                        values)
                .bind("before", before)
                .bind("limit", limit)
                .map(AuditLog::row)
                .list());
    }

    /// How many lines the question finds; empty when they are more than 10,000.
    public OptionalLong count(Question question) {
        Map<String, Object> values = values(question);
        long count = database.read(tx -> bound(
                        tx.createQuery("SELECT COUNT(*) FROM (SELECT 1 FROM audit WHERE 1" + conditions(question)
                                + " LIMIT :most)"),
                        values)
                .bind("most", COUNTED + 1)
                .mapTo(Long.class)
                .one());
        return count > COUNTED ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /// Walks the whole chain, 1,000 lines at a time.
    public Verification verify() {
        return new Verifier(database).verify();
    }

    static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("seq"),
                row.getString("at"),
                new Row.Who(
                        row.getString("actor_kind"),
                        row.getString("actor_id"),
                        row.getString("actor_handle"),
                        row.getString("address")),
                row.getString("action"),
                row.getString("target"),
                row.getString("before"),
                row.getString("after"),
                row.getString("result"),
                row.getString("previous"),
                row.getString("hash"));
    }

    private static String conditions(Question question) {
        return when(question.actor(), "(actor_id = :actor OR actor_handle = :actor OR actor_kind = :actor)")
                + when(question.action(), "action >= :action AND action < :action || char(1114111)")
                + when(question.target(), "target = :target")
                + when(question.since(), "at >= :since")
                + when(question.until(), "at < :until");
    }

    private static String when(@Nullable Object value, String condition) {
        return value == null ? "" : " AND " + condition;
    }

    private static Map<String, Object> values(Question question) {
        var values = new LinkedHashMap<String, Object>();
        put(values, "actor", question.actor());
        put(values, "action", question.action());
        put(values, "target", question.target());
        put(values, "since", time(question.since()));
        put(values, "until", time(question.until()));
        return values;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Timestamp.of(time);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static Query bound(Query query, Map<String, Object> values) {
        values.forEach(query::bind);
        return query;
    }
}
