package com.matrixos.proxy.identity;

import com.matrixos.base.http.Problem;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The tokens of all containers: durable in `proxy.db`, looked up in memory.
///
/// [#find] reads an immutable snapshot and never blocks, so event loops may call it. Changes block on the
/// disk, take turns, and are seen by every later lookup once they return: a replaced token is dead at that
/// moment.
public final class ContainerTokens {
    /// Longer than any token of ours; a caller cannot make us hash a header of 64 KiB.
    private static final int MAX_TOKEN_LENGTH = 512;

    private final Database database;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Map<String, Caller> byDigest;

    private ContainerTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.byDigest = database.read(ContainerTokens::callers);
    }

    /// Reads all tokens there are.
    ///
    /// @param clock gives the time of a grant
    public static ContainerTokens load(Database database, InstantSource clock) {
        return new ContainerTokens(database, clock);
    }

    /// The container that bears this token.
    ///
    /// The lookup is by SHA-256, so what its time could tell is about a digest, from which no token can be
    /// had; comparing tokens one by one in constant time would cost a pass over all of them and tell no
    /// less.
    public Optional<Caller> find(String token) {
        if (token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        return Optional.ofNullable(byDigest.get(Tokens.sha256(token)));
    }

    /// From now on the token with this digest is the container's, and the one it had is nobody's. Granting
    /// the same digest again changes nothing.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when another container has that digest
    public void grant(String handle, String sha256) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        change(tables -> {
            boolean taken = tables.createQuery("SELECT 1 FROM container_tokens WHERE sha256 = :sha256 AND handle <> :h")
                    .bind("sha256", sha256)
                    .bind("h", handle)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (taken) {
                throw new Problem(
                                "token-taken",
                                409,
                                "The token is in use",
                                "another container already has the token with this digest",
                                "sha256")
                        .exception();
            }
            tables.createUpdate("""
                            INSERT INTO container_tokens (handle, sha256, created_at) VALUES (:h, :sha256, :now)
                            ON CONFLICT (handle) DO UPDATE SET sha256 = excluded.sha256, created_at = excluded.created_at
                            WHERE sha256 <> excluded.sha256""")
                    .bind("h", handle)
                    .bind("sha256", sha256)
                    .bind("now", timestamp(now))
                    .execute();
        });
    }

    /// The container has no token any more. Does nothing when it had none.
    public void revoke(String handle) {
        change(tables -> tables.createUpdate("DELETE FROM container_tokens WHERE handle = :h")
                .bind("h", handle)
                .execute());
    }

    /// All containers that have a token, by handle. Reads the disk.
    public List<Grant> list() {
        return database.read(
                tables -> tables.createQuery("SELECT handle, created_at FROM container_tokens ORDER BY handle")
                        .map((row, _) -> new Grant(row.getString("handle"), row.getString("created_at")))
                        .list());
    }

    /// The snapshot is replaced only after the commit, and while no other change can overtake it.
    private void change(Consumer<Handle> work) {
        changing.lock();
        try {
            byDigest = database.write(tables -> {
                work.accept(tables);
                return callers(tables);
            });
        } finally {
            changing.unlock();
        }
    }

    private static Map<String, Caller> callers(Handle tables) {
        var callers = new HashMap<String, Caller>();
        tables.createQuery("SELECT handle, sha256 FROM container_tokens")
                .map((row, _) -> Map.entry(row.getString("sha256"), new Caller(row.getString("handle"))))
                .forEach(entry -> callers.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(callers);
    }

    /// Always with three digits of milliseconds, as the original's tables have it.
    private static String timestamp(Instant time) {
        String text = time.toString();
        return text.length() == "2026-01-01T00:00:00Z".length() ? text.replace("Z", ".000Z") : text;
    }
}
