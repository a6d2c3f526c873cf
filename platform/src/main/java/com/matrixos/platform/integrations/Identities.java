package com.matrixos.platform.integrations;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Which account is whose. Calls block; safe for use from any thread.
public final class Identities {
    private final Database database;
    private final Scheduler scheduler;

    /// What is known of an identity.
    ///
    /// @param admin whether its provider last said that they are to be admin
    record Known(String accountId, boolean admin) {}

    public Identities(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    Optional<Known> find(String provider, String subject) {
        return database.read(
                tx -> tx.createQuery("SELECT * FROM identities WHERE provider = :provider AND subject = :subject")
                        .bind("provider", provider)
                        .bind("subject", subject)
                        .map((row, _) -> new Known(row.getString("account_id"), row.getBoolean("admin")))
                        .findOne());
    }

    /// Connects an identity with an account, in the transaction that makes the account.
    void link(Handle tx, Identity identity, String accountId) {
        tx.createUpdate("INSERT INTO identities (provider, subject, account_id, email, admin, created_at)"
                        + " VALUES (:provider, :subject, :account, :email, :admin, :now)")
                .bind("provider", identity.provider())
                .bind("subject", identity.subject())
                .bind("account", accountId)
                .bind("email", identity.email())
                .bind("admin", identity.admin())
                .bind("now", now())
                .execute();
    }

    /// Remembers what a provider says now.
    void update(Identity identity) {
        database.write(tx -> tx.createUpdate("UPDATE identities SET email = :email, admin = :admin"
                        + " WHERE provider = :provider AND subject = :subject")
                .bind("email", identity.email())
                .bind("admin", identity.admin())
                .bind("provider", identity.provider())
                .bind("subject", identity.subject())
                .execute());
    }

    /// Remembers that a provider has deleted somebody.
    void gone(String provider, String subject) {
        database.write(tx -> tx.createUpdate("INSERT INTO identities_gone (provider, subject, gone_at)"
                        + " VALUES (:provider, :subject, :now) ON CONFLICT DO NOTHING")
                .bind("provider", provider)
                .bind("subject", subject)
                .bind("now", now())
                .execute());
    }

    boolean isGone(String provider, String subject) {
        return database.read(tx -> tx.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM identities_gone WHERE provider = :provider AND subject = :subject)")
                .bind("provider", provider)
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one());
    }

    private String now() {
        return Timestamp.of(scheduler.instant());
    }
}
