package com.matrixos.platform.programs;

import com.matrixos.platform.access.Scope;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `program_tokens`.
final class TokenRows {
    /// All tokens by digest.
    Map<String, ProgramToken> all(Handle tx) {
        return tx
                .createQuery("SELECT * FROM program_tokens")
                .map((row, _) -> Map.entry(row.getString("sha256"), token(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    int expire(Handle tx, String now) {
        return tx.createUpdate("DELETE FROM program_tokens WHERE expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    int count(Handle tx, String accountId) {
        return tx.createQuery("SELECT COUNT(*) FROM program_tokens WHERE account_id = :account")
                .bind("account", accountId)
                .mapTo(Integer.class)
                .one();
    }

    /// Inserts it, if the account is active in this transaction.
    boolean insert(Handle tx, String sha256, ProgramToken token) {
        return tx.createUpdate(
                                "INSERT INTO program_tokens (sha256, id, account_id, name, scopes, created_at, expires_at)"
                                        + " SELECT :sha256, :id, id, :name, :scopes, :created, :expires FROM accounts"
                                        + " WHERE id = :account AND state = 'active'")
                        .bind("sha256", sha256)
                        .bind("id", token.id())
                        .bind("account", token.accountId())
                        .bind("name", token.name())
                        .bind("scopes", scopes(token))
                        .bind("created", Timestamp.of(token.createdAt()))
                        .bind("expires", text(token.expiresAt()))
                        .execute()
                == 1;
    }

    void delete(Handle tx, String sha256) {
        tx.createUpdate("DELETE FROM program_tokens WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .execute();
    }

    int used(Handle tx, String sha256, String now) {
        return tx.createUpdate("UPDATE program_tokens SET last_used_at = :now WHERE sha256 = :sha256")
                .bind("now", now)
                .bind("sha256", sha256)
                .execute();
    }

    /// What the audit log tells of a token.
    static Map<String, String> facts(ProgramToken token) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account", token.accountId());
        facts.put("name", token.name());
        facts.put("scopes", scopes(token));
        Optional.ofNullable(text(token.expiresAt())).ifPresent(expires -> facts.put("expiresAt", expires));
        return facts;
    }

    private static String scopes(ProgramToken token) {
        return token.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamp.of(time);
    }

    private static ProgramToken token(ResultSet row) throws SQLException {
        return new ProgramToken(
                row.getString("id"),
                row.getString("account_id"),
                row.getString("name"),
                Arrays.stream(row.getString("scopes").split(" ", -1))
                        .flatMap(name -> Scope.of(name).stream())
                        .collect(Collectors.toSet()),
                Instant.parse(row.getString("created_at")),
                time(row.getString("last_used_at")),
                time(row.getString("expires_at")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
