package com.matrixos.platform.site;

import com.matrixos.api.site.Guest;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is invited to which computer. Calls block; safe for use from any thread.
final class People {
    /// As many as one computer can be shared with.
    static final int MOST = 50;

    private final Database database;
    private final Sessions sessions;
    private final Audit audit;
    private final Scheduler scheduler;

    People(Database database, Sessions sessions, Audit audit, Scheduler scheduler) {
        this.database = database;
        this.sessions = sessions;
        this.audit = audit;
        this.scheduler = scheduler;
    }

    /// A computer that somebody was invited to.
    record Share(Handle handle, Rights rights) {}

    /// Who is invited to a computer, by handle.
    List<Guest> of(Handle computer) {
        return database.read(tx -> tx.createQuery("SELECT accounts.handle, people.rights, people.invited_at FROM people"
                        + " JOIN accounts ON accounts.id = people.account_id WHERE people.handle = :handle"
                        + " ORDER BY accounts.handle")
                .bind("handle", computer.text())
                .map((row, _) ->
                        new Guest(row.getString("handle"), row.getString("rights"), row.getString("invited_at")))
                .list());
    }

    /// What an account is invited to, by handle.
    List<Share> sharedWith(Account guest) {
        return database.read(tx -> tx.createQuery(
                        "SELECT handle, rights FROM people WHERE account_id = :id ORDER BY handle")
                .bind("id", guest.id())
                .map((row, _) -> new Share(new Handle(row.getString("handle")), Rights.of(row.getString("rights"))))
                .list());
    }

    /// Lets somebody in, or changes what they may. Whoever may less than before is out first, so that
    /// nothing stays open by the old right.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when there are too many
    Guest invite(Handle computer, Account guest, Rights rights, Actor actor) {
        String now = Timestamp.of(scheduler.instant());
        Optional<Rights> before = database.write(tx -> {
            Optional<Rights> present = rights(tx, computer, guest);
            if (present.isEmpty() && count(tx, computer) >= MOST) {
                throw Problems.tooManyPeople(MOST).exception();
            }
            tx.createUpdate("INSERT INTO people (handle, account_id, rights, invited_at)"
                            + " VALUES (:handle, :account, :rights, :now)"
                            + " ON CONFLICT (handle, account_id) DO UPDATE SET rights = excluded.rights")
                    .bind("handle", computer.text())
                    .bind("account", guest.id())
                    .bind("rights", rights.text())
                    .bind("now", now)
                    .execute();
            audit.append(tx, changed(actor, "person.invited", computer, guest, present, Optional.of(rights)));
            dropTickets(tx, computer, guest);
            return present;
        });
        before.filter(old -> old != rights).ifPresent(_ -> shutOut(computer, guest));
        return of(computer).stream()
                .filter(one -> one.handle().equals(guest.handle().text()))
                .findFirst()
                .orElseGet(() -> new Guest(guest.handle().text(), rights.text(), now));
    }

    /// Takes somebody's right away, and cuts what is open by it.
    ///
    /// @return whether they had one
    boolean end(Handle computer, Account guest, Actor actor) {
        boolean ended = database.write(tx -> {
            Optional<Rights> before = rights(tx, computer, guest);
            tx.createUpdate("DELETE FROM people WHERE handle = :handle AND account_id = :account")
                    .bind("handle", computer.text())
                    .bind("account", guest.id())
                    .execute();
            dropTickets(tx, computer, guest);
            if (before.isPresent()) {
                audit.append(tx, changed(actor, "person.removed", computer, guest, before, Optional.empty()));
            }
            return before.isPresent();
        });
        if (ended) {
            shutOut(computer, guest);
        }
        return ended;
    }

    private void shutOut(Handle computer, Account guest) {
        sessions.end(session -> session.handle().equals(computer) && guest.id().equals(session.accountId()));
    }

    /// A link that was made a moment ago must not open what has been closed.
    private static void dropTickets(org.jdbi.v3.core.Handle tx, Handle computer, Account guest) {
        tx.createUpdate("DELETE FROM tickets WHERE handle = :handle AND account_id = :account")
                .bind("handle", computer.text())
                .bind("account", guest.id())
                .execute();
    }

    private static Optional<Rights> rights(org.jdbi.v3.core.Handle tx, Handle computer, Account guest) {
        return tx.createQuery("SELECT rights FROM people WHERE handle = :handle AND account_id = :account")
                .bind("handle", computer.text())
                .bind("account", guest.id())
                .mapTo(String.class)
                .findOne()
                .map(Rights::of);
    }

    private static int count(org.jdbi.v3.core.Handle tx, Handle computer) {
        return tx.createQuery("SELECT COUNT(*) FROM people WHERE handle = :handle")
                .bind("handle", computer.text())
                .mapTo(Integer.class)
                .one();
    }

    private static Entry changed(
            Actor actor,
            String action,
            Handle computer,
            Account guest,
            Optional<Rights> before,
            Optional<Rights> after) {
        return new Entry(
                actor,
                action,
                "computer:" + computer,
                before.map(rights -> Map.of(guest.handle().text(), rights.text()))
                        .orElse(Map.of()),
                after.map(rights -> Map.of(guest.handle().text(), rights.text()))
                        .orElse(Map.of()),
                Entry.Outcome.OK);
    }
}
