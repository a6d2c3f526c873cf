package com.matrixos.platform.access;

import com.matrixos.api.containers.Ticket;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One-time links into a container. Calls block; safe for use from any thread.
public final class Tickets {
    /// The path on a container's host that takes a ticket.
    public static final String PATH = "/.matrix/enter";

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Database database;
    private final Sessions sessions;
    private final PublicAddress address;
    private final Scheduler scheduler;

    /// Tickets in this database become sessions of these.
    public Tickets(Database database, Sessions sessions, PublicAddress address, Scheduler scheduler) {
        this.database = database;
        this.sessions = sessions;
        this.address = address;
        this.scheduler = scheduler;
    }

    /// A link that opens the handle's desktop once, within 60 seconds.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when there is no such container
    public Ticket issue(Handle handle) {
        String ticket = Tokens.random("mt_");
        Instant now = scheduler.instant();
        String expires = Timestamp.of(now.plus(LIFE));
        int made = database.write(tx -> {
            tx.createUpdate("DELETE FROM tickets WHERE expires_at <= :now")
                    .bind("now", Timestamp.of(now))
                    .execute();
            return tx.createUpdate("INSERT INTO tickets (sha256, handle, expires_at)"
                            + " SELECT :sha256, handle, :expires FROM containers"
                            + " WHERE handle = :handle AND status <> 'destroying'")
                    .bind("sha256", Tokens.sha256(ticket))
                    .bind("handle", handle.text())
                    .bind("expires", expires)
                    .execute();
        });
        if (made == 0) {
            throw Problems.unknownContainer().exception();
        }
        return new Ticket(address.of(handle) + PATH + "?ticket=" + ticket, expires);
    }

    /// Turns a ticket into a session, if it is this handle's, has not expired, and was not used before.
    /// Deleting the row and making the session are one transaction, so of two who come with the same ticket
    /// one gets in.
    public Optional<Session> redeem(String ticket, Handle handle) {
        Optional<Session> session = database.write(tx -> {
            int used = tx.createUpdate(
                            "DELETE FROM tickets WHERE sha256 = :sha256 AND handle = :handle AND expires_at > :now")
                    .bind("sha256", Tokens.sha256(ticket))
                    .bind("handle", handle.text())
                    .bind("now", Timestamp.of(scheduler.instant()))
                    .execute();
            return used == 1 ? Optional.of(sessions.begin(tx, handle)) : Optional.empty();
        });
        session.ifPresent(sessions::admit);
        return session;
    }
}
