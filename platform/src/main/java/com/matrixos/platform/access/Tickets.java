package com.matrixos.platform.access;

import com.matrixos.api.containers.Ticket;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// One-time links into a container. Calls block; safe for use from any thread.
public final class Tickets {
    /// The path on a container's host that takes a ticket.
    public static final String PATH = "/.matrix/enter";

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Database database;
    private final Sessions sessions;
    private final PublicAddress address;
    private final Scheduler scheduler;

    /// Whom a ticket lets in, and as what.
    ///
    /// @param accountId null for a link that the operator printed
    /// @param siteSession the site's session it is given to, or null likewise
    public record Admission(
            Handle handle,
            @Nullable String accountId,
            @Nullable String siteSession,
            Rights rights) {}

    /// Tickets in this database become sessions of these.
    public Tickets(Database database, Sessions sessions, PublicAddress address, Scheduler scheduler) {
        this.database = database;
        this.sessions = sessions;
        this.address = address;
        this.scheduler = scheduler;
    }

    /// A link for the operator, which opens the handle's desktop once, within 60 seconds, in whatever browser
    /// it is given to.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when there is no such container
    public Ticket issue(Handle handle) {
        return issue(new Admission(handle, null, null, Rights.OWNER), null);
    }

    /// A link for one browser.
    ///
    /// @param knock digest of the cookie that the browser got when it knocked, as it told it; null for any browser
    /// @throws com.matrixos.base.http.ProblemException 404 when there is no such container
    public Ticket issue(Admission admission, @Nullable String knock) {
        String ticket = Tokens.random("mt_");
        Instant now = scheduler.instant();
        String expires = Timestamp.of(now.plus(LIFE));
        int made = database.write(tx -> {
            tx.createUpdate("DELETE FROM tickets WHERE expires_at <= :now")
                    .bind("now", Timestamp.of(now))
                    .execute();
            return tx.createUpdate("INSERT INTO tickets"
                            + " (sha256, handle, expires_at, account_id, site_session, rights, knock)"
                            + " SELECT :sha256, handle, :expires, :account, :site, :rights, :knock FROM containers"
                            + " WHERE handle = :handle AND status <> 'destroying'")
                    .bind("sha256", Tokens.sha256(ticket))
                    .bind("handle", admission.handle().text())
                    .bind("expires", expires)
                    .bind("account", admission.accountId())
                    .bind("site", admission.siteSession())
                    .bind("rights", admission.rights().text())
                    .bind("knock", knock)
                    .execute();
        });
        if (made == 0) {
            throw Problems.unknownContainer().exception();
        }
        return new Ticket(address.of(admission.handle()) + PATH + "?ticket=" + ticket, expires);
    }

    /// Turns a ticket into a session, if it is this handle's and this browser's, has not expired, and was not
    /// used before. Deleting the row and making the session are one transaction, so of two who come with the
    /// same ticket one gets in. One that comes in the wrong browser is used up as well: somebody has it who
    /// should not.
    ///
    /// @param knock the cookie that the browser got when it knocked; empty when it never did
    public Optional<Sessions.Begun> redeem(String ticket, Handle handle, Optional<String> knock) {
        String digest = knock.map(Tokens::sha256).orElse("");
        Optional<Sessions.Begun> begun = database.write(tx -> tx.createQuery(
                        "DELETE FROM tickets WHERE sha256 = :sha256 AND handle = :handle AND expires_at > :now"
                                + " RETURNING *")
                .bind("sha256", Tokens.sha256(ticket))
                .bind("handle", handle.text())
                .bind("now", Timestamp.of(scheduler.instant()))
                .map(Tickets::valid)
                .findOne()
                .filter(valid -> valid.knock() == null || valid.knock().equals(digest))
                .map(valid -> sessions.begin(tx, valid.admission())));
        begun.ifPresent(sessions::admit);
        return begun;
    }

    private record Valid(Admission admission, @Nullable String knock) {}

    private static Valid valid(ResultSet row, StatementContext context) throws SQLException {
        return new Valid(
                new Admission(
                        new Handle(row.getString("handle")),
                        row.getString("account_id"),
                        row.getString("site_session"),
                        Rights.of(row.getString("rights"))),
                row.getString("knock"));
    }
}
