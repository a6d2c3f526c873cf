package com.matrixos.proxy.identity;

import com.matrixos.api.ScriptToken;
import com.matrixos.api.TokenInfo;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The operator's tokens for programs that are in no container: good from anywhere that is heard at all, until
/// they are revoked. Durable in `proxy.db`, looked up in memory.
///
/// [#find] never blocks, so event loops may call it; everything else does.
public final class ScriptTokens {
    private static final String PREFIX = "mxs_";

    /// The first digits of the digest: 48 bits are enough to tell tokens apart, and too few of 256 to guess
    /// one by. So whoever finds a token somewhere can tell which it is.
    private static final int ID_LENGTH = 12;

    private final Database database;
    private final InstantSource clock;
    private final Snapshot<Caller> byDigest;

    private ScriptTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.byDigest = new Snapshot<>(database, ScriptTokens::callers);
    }

    /// Reads all tokens there are.
    ///
    /// @param clock gives the times at which tokens are made
    public static ScriptTokens load(Database database, InstantSource clock) {
        return new ScriptTokens(database, clock);
    }

    /// Whose token has this digest.
    public Optional<Caller> find(String sha256) {
        return byDigest.get(sha256);
    }

    /// Makes a token. It is not kept, only its digest is.
    public ScriptToken issue(String userId, @Nullable String note) {
        String token = Tokens.random(PREFIX);
        String sha256 = Tokens.sha256(token);
        String id = sha256.substring(0, ID_LENGTH);
        String now = Timestamp.of(clock.instant());
        byDigest.change(tables -> tables.createUpdate("""
                        INSERT INTO script_tokens (id, sha256, user_id, note, created_at)
                        VALUES (:id, :sha256, :user, :note, :now)""")
                .bind("id", id)
                .bind("sha256", sha256)
                .bind("user", userId)
                .bind("note", note)
                .bind("now", now)
                .execute());
        return new ScriptToken(id, token, userId, note, now);
    }

    /// The token is nobody's any more.
    ///
    /// @return false when there is none of that id
    public boolean revoke(String id) {
        return byDigest.change(tables -> tables.createUpdate("DELETE FROM script_tokens WHERE id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /// All of them, the oldest first.
    public List<TokenInfo> list() {
        return database.read(tables -> tables.createQuery("SELECT * FROM script_tokens ORDER BY created_at, id")
                .map((row, _) -> new TokenInfo(
                        row.getString("id"),
                        "script",
                        row.getString("user_id"),
                        null,
                        row.getString("note"),
                        null,
                        row.getString("created_at"),
                        null))
                .list());
    }

    private static Map<String, Caller> callers(Handle tables) {
        return tables
                .createQuery("SELECT sha256, user_id FROM script_tokens")
                .map((row, _) -> Map.entry(row.getString("sha256"), new Caller(row.getString("user_id"), false)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
