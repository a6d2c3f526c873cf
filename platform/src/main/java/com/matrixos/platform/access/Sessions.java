package com.matrixos.platform.access;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which cookies open which handles. All of them are in memory, so that [#admits] can be asked on an event
/// loop, and written through to the database, so that nobody is signed out by an update. Safe for use from
/// any thread.
public final class Sessions {
    /// How long a session lasts, used or not.
    static final Duration LIFE = Duration.ofDays(30);

    /// Longer than any token of ours: digesting what somebody made up shall not cost more.
    private static final int LONGEST_TOKEN = 128;

    private record Right(Handle handle, Instant expiresAt) {}

    private final Map<String, Right> rights = new ConcurrentHashMap<>();
    private final Database database;
    private final Scheduler scheduler;

    /// Reads the sessions that have not expired, and drops those that have.
    public Sessions(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
        database.write(tx -> tx.createUpdate("DELETE FROM sessions WHERE expires_at <= :now")
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute());
        database.read(tx -> tx.createQuery("SELECT sha256, handle, expires_at FROM sessions")
                        .map((row, _) -> Map.entry(
                                row.getString("sha256"),
                                new Right(
                                        new Handle(row.getString("handle")),
                                        Instant.parse(row.getString("expires_at")))))
                        .list())
                .forEach(entry -> rights.put(entry.getKey(), entry.getValue()));
    }

    /// Whether the cookie opens this handle now. Never blocks.
    public boolean admits(Handle handle, String cookieToken) {
        if (cookieToken.length() > LONGEST_TOKEN) {
            return false;
        }
        Right right = rights.get(Tokens.sha256(cookieToken));
        return right != null
                && right.handle().equals(handle)
                && scheduler.instant().isBefore(right.expiresAt());
    }

    /// Ends every session of a handle. Blocks.
    public void revoke(Handle handle) {
        rights.values().removeIf(right -> right.handle().equals(handle));
        database.write(tx -> tx.createUpdate("DELETE FROM sessions WHERE handle = :handle")
                .bind("handle", handle.text())
                .execute());
    }

    /// Begins a session, in the transaction of whoever found that there shall be one. [#admit] makes it
    /// count.
    Session begin(org.jdbi.v3.core.Handle tx, Handle handle) {
        var session =
                new Session(Tokens.random("ms_"), handle, scheduler.instant().plus(LIFE));
        tx.createUpdate("INSERT INTO sessions (sha256, handle, expires_at) VALUES (:sha256, :handle, :expires)")
                .bind("sha256", Tokens.sha256(session.token()))
                .bind("handle", handle.text())
                .bind("expires", Timestamp.of(session.expiresAt()))
                .execute();
        return session;
    }

    /// Lets a session in whose row is committed.
    void admit(Session session) {
        Instant now = scheduler.instant();
        rights.values().removeIf(right -> !now.isBefore(right.expiresAt()));
        rights.put(Tokens.sha256(session.token()), new Right(session.handle(), session.expiresAt()));
    }
}
