package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the proxy what it has not yet acknowledged. What is owed stands in the database, so neither side's
/// absence loses anything. Calls block; one at a time does the telling.
final class TokenGrants {
    private static final Logger LOG = LoggerFactory.getLogger(TokenGrants.class);

    /// What the proxy shall know of one handle; no digest means that it has no token.
    private record Owed(Handle handle, Optional<String> sha256, Optional<String> address) {}

    private final Database database;
    private final TokenRegistry registry;
    private final ReentrantLock telling = new ReentrantLock();
    private boolean failing; // guarded by telling

    TokenGrants(Database database, TokenRegistry registry) {
        this.database = database;
        this.registry = registry;
    }

    /// Owes the proxy everything again: its database may be another than the one it had.
    void oweAll() {
        database.write(tx ->
                tx.createUpdate("UPDATE token_grants SET acknowledged = 0").execute());
    }

    /// Tells what is owed; stops at the first failure, for the others would fail as well.
    void tell() {
        telling.lock();
        try {
            for (Owed owed : owed()) {
                owed.sha256()
                        .ifPresentOrElse(
                                sha256 -> registry.grant(owed.handle(), sha256, owed.address()),
                                () -> registry.revoke(owed.handle()));
                acknowledge(owed);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.info("proxy not told yet, trying until it is reason={}", e.toString());
            }
            failing = true;
        } finally {
            telling.unlock();
        }
    }

    private List<Owed> owed() {
        return database.read(tx -> tx.createQuery(
                        "SELECT handle, sha256, address FROM token_grants WHERE acknowledged = 0 ORDER BY handle")
                .map((row, _) -> new Owed(
                        new Handle(row.getString("handle")),
                        Optional.ofNullable(row.getString("sha256")),
                        Optional.ofNullable(row.getString("address"))))
                .list());
    }

    /// Only what was told counts as told: digest or address may have changed meanwhile.
    private void acknowledge(Owed owed) {
        String update = owed.sha256().isPresent()
                ? "UPDATE token_grants SET acknowledged = 1"
                        + " WHERE handle = :handle AND sha256 = :sha256 AND address IS :address"
                : "DELETE FROM token_grants"
                        + " WHERE handle = :handle AND sha256 IS NULL AND :sha256 IS NULL AND :address IS NULL";
        database.write(tx -> tx.createUpdate(update)
                .bind("handle", owed.handle().text())
                .bind("sha256", owed.sha256().orElse(null))
                .bind("address", owed.address().orElse(null))
                .execute());
    }
}
