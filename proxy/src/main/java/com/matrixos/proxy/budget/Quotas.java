package com.matrixos.proxy.budget;

import com.matrixos.base.sqlite.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The limits of all users: durable in `proxy.db`, looked up in memory.
///
/// Lookups read an immutable snapshot and never block, so event loops may make them. Changes block on the
/// disk, take turns, and are seen by every later lookup once they return; tell [Budgets] of each.
public final class Quotas {
    private final Database database;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Snapshot snapshot;

    private Quotas(Database database) {
        this.database = database;
        this.snapshot = database.read(Quotas::snapshot);
    }

    /// Never changed once published.
    private record Snapshot(Quota standard, SortedMap<String, Quota> own) {}

    /// Reads all there are.
    public static Quotas load(Database database) {
        return new Quotas(database);
    }

    /// What holds for a user: their own quota, or the standard one.
    public Quota of(String user) {
        Snapshot now = snapshot;
        return now.own().getOrDefault(user, now.standard());
    }

    /// What was set for this very user.
    public Optional<Quota> own(String user) {
        return Optional.ofNullable(snapshot.own().get(user));
    }

    /// Every quota that was set for a user, by user.
    public SortedMap<String, Quota> list() {
        return snapshot.own();
    }

    /// What holds for everybody without a quota of their own; no limits until it is set.
    public Quota standard() {
        return snapshot.standard();
    }

    /// From now on this holds for the user.
    public void set(String user, Quota quota) {
        change(tables -> tables.createUpdate("""
                        INSERT INTO user_quotas (user_id, daily_limit_pico, monthly_limit_pico, enabled)
                        VALUES (:user, :daily, :monthly, :enabled)
                        ON CONFLICT (user_id) DO UPDATE SET daily_limit_pico = excluded.daily_limit_pico,
                            monthly_limit_pico = excluded.monthly_limit_pico, enabled = excluded.enabled""")
                .bind("user", user)
                .bind("daily", quota.dailyLimitPico())
                .bind("monthly", quota.monthlyLimitPico())
                .bind("enabled", quota.enabled())
                .execute());
    }

    /// From now on the standard holds for the user again.
    public void remove(String user) {
        change(tables -> tables.createUpdate("DELETE FROM user_quotas WHERE user_id = :user")
                .bind("user", user)
                .execute());
    }

    /// From now on this holds for everybody without a quota of their own.
    public void setStandard(Quota quota) {
        change(tables -> tables.createUpdate("""
                        INSERT INTO default_quota (one, daily_limit_pico, monthly_limit_pico, enabled)
                        VALUES (1, :daily, :monthly, :enabled)
                        ON CONFLICT (one) DO UPDATE SET daily_limit_pico = excluded.daily_limit_pico,
                            monthly_limit_pico = excluded.monthly_limit_pico, enabled = excluded.enabled""")
                .bind("daily", quota.dailyLimitPico())
                .bind("monthly", quota.monthlyLimitPico())
                .bind("enabled", quota.enabled())
                .execute());
    }

    /// The snapshot is replaced only after the commit, and while no other change can overtake it.
    private void change(Consumer<Handle> work) {
        changing.lock();
        try {
            snapshot = database.write(tables -> {
                work.accept(tables);
                return snapshot(tables);
            });
        } finally {
            changing.unlock();
        }
    }

    private static Snapshot snapshot(Handle tables) {
        var own = new TreeMap<String, Quota>();
        tables.createQuery("SELECT * FROM user_quotas")
                .map((row, _) -> Map.entry(row.getString("user_id"), quota(row)))
                .forEach(entry -> own.put(entry.getKey(), entry.getValue()));
        Quota standard = tables.createQuery("SELECT * FROM default_quota")
                .map((row, _) -> quota(row))
                .findOne()
                .orElse(Quota.UNLIMITED);
        return new Snapshot(standard, Collections.unmodifiableSortedMap(own));
    }

    private static Quota quota(ResultSet row) throws SQLException {
        return new Quota(limit(row, "daily_limit_pico"), limit(row, "monthly_limit_pico"), row.getBoolean("enabled"));
    }

    private static @Nullable Long limit(ResultSet row, String column) throws SQLException {
        long limit = row.getLong(column);
        return row.wasNull() ? null : limit;
    }
}
