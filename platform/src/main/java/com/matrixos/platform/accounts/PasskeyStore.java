package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.PasskeyRecord;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of passkeys, each method within a transaction of the caller's.
final class PasskeyStore {
    private static final int ID_LENGTH = 20;

    private PasskeyStore() {}

    /// A stored credential with its owner.
    record Owned(Account account, WebAuthn.Stored credential) {}

    static List<PasskeyRecord> list(Handle tx, String accountId) {
        return tx.createQuery("SELECT * FROM passkeys WHERE account_id = :account ORDER BY created_at, id")
                .bind("account", accountId)
                .map(PasskeyStore::record)
                .list();
    }

    static List<String> credentialIds(Handle tx, String accountId) {
        return tx.createQuery("SELECT credential_id FROM passkeys WHERE account_id = :account")
                .bind("account", accountId)
                .mapTo(String.class)
                .list();
    }

    static Optional<Owned> find(Handle tx, String credentialId) {
        return tx.createQuery("SELECT accounts.*, credential_id, credential, sign_count, verified, eligible, backed_up"
                        + " FROM passkeys JOIN accounts ON accounts.id = account_id WHERE credential_id = :id")
                .bind("id", credentialId)
                .map((row, context) -> new Owned(Accounts.account(row, context), stored(row)))
                .findOne();
    }

    /// @return the new passkey; empty when somebody has a credential of that id
    static Optional<PasskeyRecord> add(
            Handle tx, String accountId, WebAuthn.Stored credential, String name, Instant now) {
        return tx.createQuery("INSERT INTO passkeys (id, account_id, credential_id, credential, sign_count, verified,"
                        + " eligible, backed_up, name, created_at) VALUES (:id, :account, :credentialId, :credential,"
                        + " :count, :verified, :eligible, :backedUp, :name, :now)"
                        + " ON CONFLICT (credential_id) DO NOTHING RETURNING *")
                .bind("id", Tokens.random("pk_").substring(0, ID_LENGTH))
                .bind("account", accountId)
                .bind("credentialId", credential.id())
                .bind("credential", credential.credential())
                .bind("count", credential.signCount())
                .bind("verified", credential.verified())
                .bind("eligible", credential.eligible())
                .bind("backedUp", credential.backedUp())
                .bind("name", name)
                .bind("now", Timestamp.of(now))
                .map(PasskeyStore::record)
                .findOne();
    }

    /// Notes that it was used, if its counter still is what it was when the signature was checked.
    static boolean used(Handle tx, WebAuthn.Stored before, WebAuthn.Signed signed, Instant now) {
        return tx.createUpdate("UPDATE passkeys SET sign_count = :count, verified = verified OR :verified,"
                                + " backed_up = :backedUp, last_used_at = :now"
                                + " WHERE credential_id = :id AND sign_count = :before")
                        .bind("count", signed.signCount())
                        .bind("verified", signed.verified())
                        .bind("backedUp", signed.backedUp())
                        .bind("now", Timestamp.of(now))
                        .bind("id", before.id())
                        .bind("before", before.signCount())
                        .execute()
                > 0;
    }

    static boolean remove(Handle tx, String accountId, String id) {
        return tx.createUpdate("DELETE FROM passkeys WHERE id = :id AND account_id = :account")
                        .bind("id", id)
                        .bind("account", accountId)
                        .execute()
                > 0;
    }

    private static PasskeyRecord record(ResultSet row, StatementContext context) throws SQLException {
        return new PasskeyRecord(
                row.getString("id"), row.getString("name"), row.getString("created_at"), row.getString("last_used_at"));
    }

    private static WebAuthn.Stored stored(ResultSet row) throws SQLException {
        return new WebAuthn.Stored(
                row.getString("credential_id"),
                row.getString("credential"),
                row.getLong("sign_count"),
                row.getBoolean("verified"),
                row.getBoolean("eligible"),
                row.getBoolean("backed_up"));
    }
}
