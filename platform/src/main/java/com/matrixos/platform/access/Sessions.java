package com.matrixos.platform.access;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Which cookies open which handles. All of them are in memory, so that [#admits] can be asked on an event
/// loop, and written through to the database, so that nobody is signed out by an update. Safe for use from
/// any thread.
public final class Sessions {
    /// How long a session lasts, used or not.
    static final Duration LIFE = Duration.ofDays(30);

    /// Longer than any token of ours: digesting what somebody made up shall not cost more.
    private static final int LONGEST_TOKEN = 128;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Connections connections = new Connections();
    private final Database database;
    private final Scheduler scheduler;

    /// A session that has just begun, with the token for its cookie. The token is stored nowhere.
    public record Begun(Session session, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "Begun[" + session.id() + "]";
        }
    }

    /// Reads the sessions that have not expired, and drops those that have.
    public Sessions(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
        Instant now = scheduler.instant();
        database.write(tx -> tx.createUpdate("DELETE FROM sessions WHERE expires_at <= :now")
                .bind("now", Timestamp.of(now))
                .execute());
        database.read(tx -> tx.createQuery("SELECT * FROM sessions")
                        .map((row, _) -> Map.entry(row.getString("sha256"), session(row, now)))
                        .list())
                .forEach(entry -> sessions.put(entry.getKey(), entry.getValue()));
    }

    /// The session that this cookie is, if it opens this handle now. Never blocks.
    public Optional<Session> admits(Handle handle, String cookieToken) {
        if (cookieToken.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        return Optional.ofNullable(sessions.get(Tokens.sha256(cookieToken)))
                .filter(session ->
                        session.handle().equals(handle) && scheduler.instant().isBefore(session.expiresAt()));
    }

    /// What is open by right of which session, so that it ends with it.
    public Connections connections() {
        return connections;
    }

    /// Those that the condition picks and that have not expired.
    public List<Session> list(Predicate<Session> which) {
        Instant now = scheduler.instant();
        return sessions.values().stream()
                .filter(session -> now.isBefore(session.expiresAt()) && which.test(session))
                .toList();
    }

    /// Ends every session of a handle. Blocks.
    public void revoke(Handle handle) {
        end(session -> session.handle().equals(handle));
    }

    /// Ends every session that the condition picks, and cuts what is open by right of it, terminals and streams
    /// included. The row goes first: what is ended stays so after a crash. Blocks.
    ///
    /// @return how many
    public int end(Predicate<Session> which) {
        List<Map.Entry<String, Session>> ended = sessions.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .toList();
        if (ended.isEmpty()) {
            return 0;
        }
        database.write(tx -> {
            var batch = tx.prepareBatch("DELETE FROM sessions WHERE sha256 = :sha256");
            ended.forEach(entry -> batch.bind("sha256", entry.getKey()).add());
            return batch.execute();
        });
        for (Map.Entry<String, Session> entry : ended) {
            sessions.remove(entry.getKey());
            connections.cut(entry.getValue().id());
        }
        return ended.size();
    }

    /// Ends what has expired; to be called now and then, for what is open by its right. Blocks.
    public void expire() {
        Instant now = scheduler.instant();
        end(session -> !now.isBefore(session.expiresAt()));
    }

    /// Begins a session, in the transaction of whoever found that there shall be one. [#admit] makes it
    /// count.
    Begun begin(org.jdbi.v3.core.Handle tx, Tickets.Admission admission) {
        Instant now = scheduler.instant();
        var session = new Session(
                Tokens.random("hos_").substring(0, 20),
                admission.handle(),
                admission.accountId(),
                admission.siteSession(),
                admission.rights(),
                now,
                now.plus(LIFE));
        String token = Tokens.random("ms_");
        tx.createUpdate("INSERT INTO sessions"
                        + " (sha256, id, handle, account_id, site_session, rights, created_at, expires_at)"
                        + " VALUES (:sha256, :id, :handle, :account, :site, :rights, :created, :expires)")
                .bind("sha256", Tokens.sha256(token))
                .bind("id", session.id())
                .bind("handle", session.handle().text())
                .bind("account", session.accountId())
                .bind("site", session.siteSession())
                .bind("rights", session.rights().text())
                .bind("created", Timestamp.of(now))
                .bind("expires", Timestamp.of(session.expiresAt()))
                .execute();
        return new Begun(session, token);
    }

    /// Lets a session in whose row is committed.
    void admit(Begun begun) {
        sessions.put(Tokens.sha256(begun.token()), begun.session());
    }

    private static Session session(ResultSet row, Instant now) throws SQLException {
        String createdAt = row.getString("created_at");
        return new Session(
                Objects.requireNonNull(row.getString("id")),
                new Handle(row.getString("handle")),
                row.getString("account_id"),
                row.getString("site_session"),
                Rights.of(row.getString("rights")),
                createdAt == null ? now : Instant.parse(createdAt),
                Instant.parse(row.getString("expires_at")));
    }
}
