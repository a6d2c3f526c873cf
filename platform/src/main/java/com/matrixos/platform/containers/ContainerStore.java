package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.ports.Ports;
import com.matrixos.platform.problems.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows. Every method is one transaction, durable when it returns. Calls block; safe for use from any
/// thread.
final class ContainerStore {
    /// How many operations of a handle are kept.
    private static final int KEPT_OPERATIONS = 200;

    private static final String COLUMNS =
            "handle, clerk_user_id, container_id, port, shell_port, status, failure, created_at, last_active";

    private final Database database;
    private final Ports ports;
    private final Scheduler scheduler;

    ContainerStore(Database database, Ports ports, Scheduler scheduler) {
        this.database = database;
        this.ports = ports;
        this.scheduler = scheduler;
    }

    /// Makes the row of a new container with its ports, in state `provisioning`.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when handle or user are taken, 503 when the
    /// ports are
    ContainerRow reserve(Handle handle, String userId) {
        return database.write(tx -> {
            refuseTaken(tx, handle, userId);
            Ports.Pair pair = ports.reserve(tx, handle.text());
            Instant now = scheduler.instant();
            tx.createUpdate("INSERT INTO containers"
                            + " (handle, clerk_user_id, port, shell_port, status, created_at, last_active)"
                            + " VALUES (:handle, :user, :port, :shell, 'provisioning', :now, :now)")
                    .bind("handle", handle.text())
                    .bind("user", userId)
                    .bind("port", pair.gateway())
                    .bind("shell", pair.shell())
                    .bind("now", Timestamp.of(now))
                    .execute();
            tx.createUpdate("INSERT INTO handle_owners (handle, clerk_user_id) VALUES (:handle, :user)"
                            + " ON CONFLICT (handle) DO UPDATE SET released_at = NULL")
                    .bind("handle", handle.text())
                    .bind("user", userId)
                    .execute();
            begin(tx, handle, State.PROVISIONING, Cause.ASKED, now);
            return new ContainerRow(handle, userId, null, pair.gateway(), pair.shell(), State.PROVISIONING, now, now);
        });
    }

    /// Writes down the next state and why, before anything is done about it.
    void transition(Handle handle, State next, Cause cause) {
        database.write(tx -> {
            Instant now = scheduler.instant();
            tx.createUpdate("UPDATE containers SET status = :status, failure = :failure WHERE handle = :handle")
                    .bind("status", State.status(next))
                    .bind("failure", next instanceof State.Failed(String reason) ? reason : null)
                    .bind("handle", handle.text())
                    .execute();
            boolean ended = finish(tx, handle, next, now);
            if (State.transitional(next)) {
                begin(tx, handle, next, cause, now);
            } else if (!ended) {
                // Nothing was begun that led to this: it was found so.
                begin(tx, handle, next, cause, now);
                finish(tx, handle, next, now);
            }
            if (next instanceof State.Running) {
                tx.createUpdate("UPDATE handle_owners SET confirmed_at = :now"
                                + " WHERE handle = :handle AND confirmed_at IS NULL")
                        .bind("now", Timestamp.of(now))
                        .bind("handle", handle.text())
                        .execute();
            }
            return next;
        });
    }

    /// Writes down that a container ran out of memory.
    void ranOutOfMemory(Handle handle) {
        database.write(tx -> tx.createUpdate("INSERT INTO operations (handle, kind, started_at, finished_at, outcome)"
                        + " SELECT handle, :kind, :now, :now, status FROM containers WHERE handle = :handle")
                .bind("handle", handle.text())
                .bind("kind", Operation.OUT_OF_MEMORY)
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute());
    }

    /// Whose files lie in the handle's home, whether or not it has a container.
    Optional<String> owner(Handle handle) {
        return database.read(tx -> tx.createQuery("SELECT clerk_user_id FROM handle_owners WHERE handle = :handle")
                .bind("handle", handle.text())
                .mapTo(String.class)
                .findOne());
    }

    /// Writes down the digest of the token a container is about to be made with, and that the proxy must be
    /// told.
    void grant(Handle handle, String sha256) {
        database.write(tx -> {
            tx.createUpdate("UPDATE containers SET token_sha256 = :sha256 WHERE handle = :handle")
                    .bind("sha256", sha256)
                    .bind("handle", handle.text())
                    .execute();
            return owe(tx, handle, sha256);
        });
    }

    /// Writes down where a container that has a token is, or that this is not known, and that the proxy must be
    /// told.
    ///
    /// @return whether that is news
    boolean bind(Handle handle, Optional<String> address) {
        return database.write(tx -> tx.createUpdate("UPDATE token_grants SET address = :address, acknowledged = 0"
                                + " WHERE handle = :handle AND sha256 IS NOT NULL AND address IS NOT :address")
                        .bind("handle", handle.text())
                        .bind("address", address.orElse(null))
                        .execute())
                == 1;
    }

    /// Where a container is, as it was last written down.
    Optional<String> address(Handle handle) {
        return database.read(
                tx -> tx.createQuery("SELECT address FROM token_grants WHERE handle = :handle AND address IS NOT NULL")
                        .bind("handle", handle.text())
                        .mapTo(String.class)
                        .findFirst());
    }

    /// Writes down the engine's id of a container, or null when it has none any more.
    void made(Handle handle, @Nullable String containerId) {
        database.write(tx -> tx.createUpdate("UPDATE containers SET container_id = :id WHERE handle = :handle")
                .bind("id", containerId)
                .bind("handle", handle.text())
                .execute());
    }

    /// Gives a container other ports, because something else holds this one.
    Ports.Pair move(Handle handle, int heldPort) {
        ports.shun(heldPort);
        return database.write(tx -> {
            ports.release(tx, handle.text());
            Ports.Pair pair = ports.reserve(tx, handle.text());
            tx.createUpdate("UPDATE containers SET port = :port, shell_port = :shell, container_id = NULL"
                            + " WHERE handle = :handle")
                    .bind("port", pair.gateway())
                    .bind("shell", pair.shell())
                    .bind("handle", handle.text())
                    .execute();
            return pair;
        });
    }

    /// Whether the handle has never had a container that ran, so that it may go back to nobody.
    boolean unconfirmed(Handle handle) {
        return database.read(tx -> tx.createQuery(
                                "SELECT 1 FROM handle_owners WHERE handle = :handle AND confirmed_at IS NULL")
                        .bind("handle", handle.text())
                        .mapTo(Integer.class)
                        .findFirst())
                .isPresent();
    }

    /// Lets go of row, ports, tickets, sessions and token.
    ///
    /// @param keepOwner whether the handle stays its owner's
    void release(Handle handle, boolean keepOwner) {
        database.write(tx -> {
            Instant now = scheduler.instant();
            ports.release(tx, handle.text());
            tx.createUpdate("DELETE FROM containers WHERE handle = :handle")
                    .bind("handle", handle.text())
                    .execute();
            String owner = keepOwner
                    ? "UPDATE handle_owners SET released_at = :now WHERE handle = :handle"
                    : "DELETE FROM handle_owners WHERE handle = :handle AND :now IS NOT NULL";
            tx.createUpdate(owner)
                    .bind("now", Timestamp.of(now))
                    .bind("handle", handle.text())
                    .execute();
            finish(tx, handle, "released", null, now);
            return owe(tx, handle, null);
        });
    }

    /// All rows, or those of one status, the newest first.
    List<ContainerRow> list(Optional<String> status) {
        return database.read(tx -> tx.createQuery("SELECT " + COLUMNS + " FROM containers"
                        + " WHERE :status IS NULL OR status = :status ORDER BY created_at DESC, rowid DESC")
                .bind("status", status.orElse(null))
                .map((row, _) -> row(row))
                .list());
    }

    /// Writes down when containers were last active.
    void touched(Map<Handle, Instant> times) {
        database.write(tx -> {
            var batch = tx.prepareBatch("UPDATE containers SET last_active = :time WHERE handle = :handle");
            times.forEach((handle, time) -> batch.bind("time", Timestamp.of(time))
                    .bind("handle", handle.text())
                    .add());
            return batch.execute();
        });
    }

    private static void refuseTaken(org.jdbi.v3.core.Handle tx, Handle handle, String userId) {
        Optional<String> owner = tx
                .createQuery("SELECT clerk_user_id FROM handle_owners WHERE handle = :handle"
                        + " UNION SELECT clerk_user_id FROM containers WHERE handle = :handle")
                .bind("handle", handle.text())
                .mapTo(String.class)
                .stream()
                .filter(user -> !user.equals(userId))
                .findFirst();
        if (owner.isPresent()) {
            throw Problems.handleTaken(handle.text()).exception();
        }
        boolean hasAnother = tx.createQuery("SELECT 1 FROM containers WHERE clerk_user_id = :user")
                .bind("user", userId)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        if (hasAnother) {
            throw Problems.userHasContainer().exception();
        }
    }

    private static void begin(org.jdbi.v3.core.Handle tx, Handle handle, State state, Cause cause, Instant now) {
        tx.createUpdate("INSERT INTO operations (handle, kind, cause, started_at)"
                        + " VALUES (:handle, :kind, :cause, :now)")
                .bind("handle", handle.text())
                .bind("kind", State.status(state))
                .bind("cause", cause.text())
                .bind("now", Timestamp.of(now))
                .execute();
        tx.createUpdate("DELETE FROM operations WHERE handle = :handle AND id NOT IN"
                        + " (SELECT id FROM operations WHERE handle = :handle ORDER BY id DESC LIMIT :kept)")
                .bind("handle", handle.text())
                .bind("kept", KEPT_OPERATIONS)
                .execute();
    }

    private static boolean finish(org.jdbi.v3.core.Handle tx, Handle handle, State state, Instant now) {
        return finish(
                tx, handle, State.status(state), state instanceof State.Failed(String reason) ? reason : null, now);
    }

    /// @return whether something was under way
    private static boolean finish(
            org.jdbi.v3.core.Handle tx, Handle handle, String outcome, @Nullable String detail, Instant now) {
        return tx.createUpdate("UPDATE operations SET finished_at = :now, outcome = :outcome, detail = :detail"
                                + " WHERE handle = :handle AND finished_at IS NULL")
                        .bind("now", Timestamp.of(now))
                        .bind("outcome", outcome)
                        .bind("detail", detail)
                        .bind("handle", handle.text())
                        .execute()
                > 0;
    }

    private static int owe(org.jdbi.v3.core.Handle tx, Handle handle, @Nullable String sha256) {
        return tx.createUpdate("INSERT INTO token_grants (handle, sha256) VALUES (:handle, :sha256)"
                        + " ON CONFLICT (handle) DO UPDATE"
                        + " SET sha256 = excluded.sha256, address = NULL, acknowledged = 0")
                .bind("handle", handle.text())
                .bind("sha256", sha256)
                .execute();
    }

    private static ContainerRow row(ResultSet row) throws SQLException {
        return new ContainerRow(
                new Handle(row.getString("handle")),
                row.getString("clerk_user_id"),
                row.getString("container_id"),
                row.getInt("port"),
                row.getInt("shell_port"),
                State.of(
                        row.getString("status"),
                        Optional.ofNullable(row.getString("failure")).orElse("")),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("last_active")));
    }
}
