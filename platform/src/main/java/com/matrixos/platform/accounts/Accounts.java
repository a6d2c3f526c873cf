package com.matrixos.platform.accounts;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// The accounts of this host. Calls block; safe for use from any thread.
public final class Accounts {
    private final Database database;
    private final Scheduler scheduler;

    public Accounts(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    /// The account of that id.
    public Optional<Account> find(String id) {
        return database.read(tx -> tx.createQuery("SELECT * FROM accounts WHERE id = :id")
                .bind("id", id)
                .map(Accounts::account)
                .findOne());
    }

    /// The account whose computer has that handle.
    public Optional<Account> find(Handle handle) {
        return database.read(tx -> tx.createQuery("SELECT * FROM accounts WHERE handle = :handle")
                .bind("handle", handle.text())
                .map(Accounts::account)
                .findOne());
    }

    /// Those with that address, the oldest first. Several may have it: nobody has proved that it is theirs.
    public List<Account> byEmail(String email) {
        return database.read(
                tx -> tx.createQuery("SELECT * FROM accounts WHERE email = :email ORDER BY created_at, id LIMIT 5")
                        .bind("email", email)
                        .map(Accounts::account)
                        .list());
    }

    /// Whom a name means that somebody typed: a handle, or an address and then those who have it, the oldest
    /// first.
    public List<Account> named(String identifier) {
        String name = Throttle.normal(identifier);
        return name.contains("@")
                ? byEmail(name)
                : Handle.parse(name).flatMap(this::find).stream().toList();
    }

    /// Active accounts to which no computer belongs, the oldest first: one is wanted for each.
    public List<Account> withoutComputer() {
        return database.read(tx -> tx.createQuery("SELECT * FROM accounts WHERE state = 'active' AND NOT EXISTS"
                        + " (SELECT 1 FROM containers WHERE clerk_user_id = accounts.id) ORDER BY created_at, id")
                .map(Accounts::account)
                .list());
    }

    /// Leaving accounts whose time is up now.
    public List<Account> due() {
        return due(scheduler.instant());
    }

    /// Leaving accounts whose time is up by then.
    public List<Account> due(Instant now) {
        return database.read(tx -> tx.createQuery(
                        "SELECT * FROM accounts WHERE state = 'leaving' AND leaves_at <= :now ORDER BY leaves_at")
                .bind("now", Timestamp.of(now))
                .map(Accounts::account)
                .list());
    }

    /// Whether anybody is admin yet.
    public boolean anyAdmin() {
        return database.read(tx -> tx.createQuery("SELECT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin')")
                .mapTo(Boolean.class)
                .one());
    }

    /// A row as the account it is.
    static Account account(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                row.getString("id"),
                new Handle(row.getString("handle")),
                row.getString("email"),
                row.getString("role").equals("admin") ? Role.ADMIN : Role.USER,
                standing(row),
                Instant.parse(row.getString("created_at")),
                row.getLong("version"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "active" -> new Standing.Active();
            case "suspended" -> new Standing.Suspended();
            case "leaving" -> new Standing.Leaving(Instant.parse(row.getString("leaves_at")));
            default -> throw new IllegalStateException("no such state of an account: " + state);
        };
    }
}
