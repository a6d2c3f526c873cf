package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The browsers in which somebody is signed in. All of them are in memory, so that every request can be asked
/// about, and written through to the database. Safe for use from any thread; what changes something blocks.
public final class SiteSessions {
    /// How long a session lasts, used or not.
    static final Duration LIFE = Duration.ofDays(30);

    /// How exact [SiteSession#lastSeenAt] is; each step costs a write.
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    private static final int LONGEST_TOKEN = 128;
    private static final int LONGEST_USER_AGENT = 200;

    private final Map<String, SiteSession> sessions = new ConcurrentHashMap<>();
    private final List<Consumer<SiteSession>> endListeners = new CopyOnWriteArrayList<>();
    private final Database database;
    private final Scheduler scheduler;

    /// A session that has just begun, with the token for its cookie. The token is stored nowhere.
    public record Begun(SiteSession session, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "Begun[" + session.id() + "]";
        }
    }

    /// Reads the sessions that have not expired, and drops those that have.
    public SiteSessions(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
        String now = Timestamp.of(scheduler.instant());
        database.write(tx -> tx.createUpdate("DELETE FROM account_sessions WHERE expires_at <= :now")
                .bind("now", now)
                .execute());
        database.read(tx -> tx.createQuery("SELECT * FROM account_sessions")
                        .map((row, _) -> Map.entry(row.getString("sha256"), session(row)))
                        .list())
                .forEach(entry -> sessions.put(entry.getKey(), entry.getValue()));
    }

    /// Told of every session that is ended before its time, after the fact, on the ending thread.
    public void onEnded(Consumer<SiteSession> listener) {
        endListeners.add(listener);
    }

    /// Signs a browser in. Whoever calls has found that it may.
    public Begun begin(String accountId, String userAgent, String address) {
        Instant now = scheduler.instant();
        String token = Tokens.random("mw_");
        var session = new SiteSession(
                Tokens.random("ses_").substring(0, 20),
                accountId,
                now,
                now,
                now.plus(LIFE),
                userAgent.substring(0, Math.min(userAgent.length(), LONGEST_USER_AGENT)),
                address);
        String sha256 = Tokens.sha256(token);
        database.write(tx -> {
            tx.createUpdate("INSERT INTO account_sessions VALUES"
                            + " (:sha256, :id, :account, :created, :created, :expires, :userAgent, :address)")
                    .bind("sha256", sha256)
                    .bind("id", session.id())
                    .bind("account", accountId)
                    .bind("created", Timestamp.of(now))
                    .bind("expires", Timestamp.of(session.expiresAt()))
                    .bind("userAgent", session.userAgent())
                    .bind("address", address)
                    .execute();
            return seen(tx, accountId, now);
        });
        sessions.put(sha256, session);
        return new Begun(session, token);
    }

    /// The session whose cookie this is, if it has not ended. Writes down that it was seen, once a minute.
    public Optional<SiteSession> find(String cookieToken) {
        if (cookieToken.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        String sha256 = Tokens.sha256(cookieToken);
        Instant now = scheduler.instant();
        return Optional.ofNullable(sessions.get(sha256))
                .filter(session -> now.isBefore(session.expiresAt()))
                .map(session -> seen(sha256, session, now));
    }

    /// Whether the session of that id goes on. Never blocks.
    public boolean alive(String id) {
        Instant now = scheduler.instant();
        return sessions.values().stream()
                .anyMatch(session -> session.id().equals(id) && now.isBefore(session.expiresAt()));
    }

    /// An account's sessions, the last seen first.
    public List<SiteSession> of(String accountId) {
        Instant now = scheduler.instant();
        return sessions.values().stream()
                .filter(session -> session.accountId().equals(accountId) && now.isBefore(session.expiresAt()))
                .sorted(Comparator.comparing(SiteSession::lastSeenAt).reversed())
                .toList();
    }

    /// Ends every session that the condition picks, and tells the listeners. The row goes first: what is
    /// ended stays so after a crash.
    ///
    /// @return how many
    public int end(Predicate<SiteSession> which) {
        List<Map.Entry<String, SiteSession>> ended = sessions.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .toList();
        if (ended.isEmpty()) {
            return 0;
        }
        database.write(tx -> {
            var batch = tx.prepareBatch("DELETE FROM account_sessions WHERE sha256 = :sha256");
            ended.forEach(entry -> batch.bind("sha256", entry.getKey()).add());
            return batch.execute();
        });
        for (Map.Entry<String, SiteSession> entry : ended) {
            if (sessions.remove(entry.getKey()) != null) {
                endListeners.forEach(listener -> listener.accept(entry.getValue()));
            }
        }
        return ended.size();
    }

    private SiteSession seen(String sha256, SiteSession session, Instant now) {
        if (now.isBefore(session.lastSeenAt().plus(SEEN_STEP))) {
            return session;
        }
        var later = new SiteSession(
                session.id(),
                session.accountId(),
                session.createdAt(),
                now,
                session.expiresAt(),
                session.userAgent(),
                session.address());
        if (sessions.replace(sha256, session, later)) {
            database.write(tx -> {
                tx.createUpdate("UPDATE account_sessions SET last_seen_at = :now WHERE sha256 = :sha256")
                        .bind("now", Timestamp.of(now))
                        .bind("sha256", sha256)
                        .execute();
                return seen(tx, session.accountId(), now);
            });
        }
        return later;
    }

    /// Sessions end and are forgotten; that their owner was here is not.
    private static int seen(Handle tx, String accountId, Instant now) {
        return tx.createUpdate("UPDATE accounts SET last_seen_at = :now WHERE id = :id")
                .bind("now", Timestamp.of(now))
                .bind("id", accountId)
                .execute();
    }

    private static SiteSession session(ResultSet row) throws SQLException {
        return new SiteSession(
                row.getString("id"),
                row.getString("account_id"),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("last_seen_at")),
                Instant.parse(row.getString("expires_at")),
                row.getString("user_agent"),
                row.getString("address"));
    }
}
