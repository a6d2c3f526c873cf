package com.matrixos.proxy.budget;

import com.matrixos.base.sqlite.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The limits that were set, durable in `proxy.db`. Safe for use from any thread; calls block.
public final class Quotas {
    private static final String COLUMNS = "daily_limit_pico, monthly_limit_pico, enabled";

    private final Database database;

    /// @param database whose tables are up to date
    public Quotas(Database database) {
        this.database = database;
    }

    /// The limits of one user.
    public record Entry(String user, Limits limits) {}

    /// The limits of everybody who has none of their own.
    public Limits standard() {
        return database.read(tables -> tables.createQuery("SELECT " + COLUMNS + " FROM default_quota")
                .map((row, _) -> limits(row))
                .findOne()
                .orElse(Limits.NONE));
    }

    /// The limits that were set for a user.
    public Optional<Limits> of(String user) {
        return database.read(
                tables -> tables.createQuery("SELECT " + COLUMNS + " FROM user_quotas WHERE user_id = :user")
                        .bind("user", user)
                        .map((row, _) -> limits(row))
                        .findOne());
    }

    /// All of them, by user.
    Map<String, Limits> all() {
        return database.read(tables -> {
            var all = new HashMap<String, Limits>();
            entries(tables, "", Integer.MAX_VALUE).forEach(entry -> all.put(entry.user(), entry.limits()));
            return all;
        });
    }

    /// A page of them, by user.
    ///
    /// @param after the last user of the page before, or empty
    public List<Entry> page(String after, int limit) {
        return database.read(tables -> entries(tables, after, limit));
    }

    void setStandard(Limits limits) {
        database.write(tables -> bound(tables.createUpdate("""
                        INSERT INTO default_quota (one, daily_limit_pico, monthly_limit_pico, enabled)
                        VALUES (1, :daily, :monthly, :enabled)
                        ON CONFLICT (one) DO UPDATE SET daily_limit_pico = excluded.daily_limit_pico,
                            monthly_limit_pico = excluded.monthly_limit_pico, enabled = excluded.enabled"""), limits)
                .execute());
    }

    void set(String user, Limits limits) {
        database.write(tables -> bound(tables.createUpdate("""
                        INSERT INTO user_quotas (user_id, daily_limit_pico, monthly_limit_pico, enabled)
                        VALUES (:user, :daily, :monthly, :enabled)
                        ON CONFLICT (user_id) DO UPDATE SET daily_limit_pico = excluded.daily_limit_pico,
                            monthly_limit_pico = excluded.monthly_limit_pico, enabled = excluded.enabled"""), limits)
                .bind("user", user)
                .execute());
    }

    private static Update bound(Update update, Limits limits) {
        return update.bind("daily", boxed(limits.dailyPico()))
                .bind("monthly", boxed(limits.monthlyPico()))
                .bind("enabled", limits.enabled());
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static List<Entry> entries(Handle tables, String after, int limit) {
        return tables.createQuery("SELECT user_id, " + COLUMNS
                        + " FROM user_quotas WHERE user_id > :after ORDER BY user_id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> new Entry(row.getString("user_id"), limits(row)))
                .list();
    }

    private static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                pico(row, "daily_limit_pico"), pico(row, "monthly_limit_pico"), row.getBoolean("enabled"));
    }

    private static OptionalLong pico(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
