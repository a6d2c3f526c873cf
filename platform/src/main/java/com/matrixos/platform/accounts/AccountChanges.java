package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/// Makes, changes and removes accounts. Each change is one transaction, with its line in the log; whoever
/// listens hears of it when it is committed, and who must not miss it can tell from the rows. Calls block;
/// safe for use from any thread.
public final class AccountChanges {
    private static final int ID_LENGTH = 24;

    private final AccountListeners created = new AccountListeners();
    private final AccountListeners suspended = new AccountListeners();
    private final AccountListeners demoted = new AccountListeners();
    private final AccountListeners leaving = new AccountListeners();
    private final AccountListeners stayed = new AccountListeners();
    private final AccountListeners removed = new AccountListeners();
    private final Database database;
    private final SiteSessions sessions;
    private final SetupCodes setupCodes;
    private final Scheduler scheduler;
    private final Audit audit;
    private final Duration grace;

    /// @param grace how long a deleted account can be taken back
    public AccountChanges(
            Database database,
            SiteSessions sessions,
            SetupCodes setupCodes,
            Scheduler scheduler,
            Audit audit,
            Duration grace) {
        this.grace = grace;
        this.database = database;
        this.sessions = sessions;
        this.setupCodes = setupCodes;
        this.scheduler = scheduler;
        this.audit = audit;
    }

    /// Told of every new account: it wants a computer.
    public void onCreated(Consumer<Account> listener) {
        created.add(listener);
    }

    /// Told of every account that is closed for the time being. Its sessions have ended by then.
    public void onSuspended(Consumer<Account> listener) {
        suspended.add(listener);
    }

    /// Told of every account that is admin no more.
    public void onDemoted(Consumer<Account> listener) {
        demoted.add(listener);
    }

    /// Told of every account that will be removed when its time is up.
    public void onLeaving(Consumer<Account> listener) {
        leaving.add(listener);
    }

    /// Told of every account whose owner has taken its deletion back.
    public void onStayed(Consumer<Account> listener) {
        stayed.add(listener);
    }

    /// Told of every account that is there no more.
    public void onRemoved(Consumer<Account> listener) {
        removed.add(listener);
    }

    /// Makes an account. Looking whether the handle is free and taking it are one transaction.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when the handle cannot be had, 403 when the code
    /// is wrong
    public Account create(NewAccount wanted, Actor actor) {
        return create(wanted, actor, (_, _) -> {});
    }

    /// The same, with something that belongs to it.
    ///
    /// @param alongside run in the same transaction, with the account that is being made
    public Account create(NewAccount wanted, Actor actor, BiConsumer<Handle, Account> alongside) {
        Account account = database.write(tx -> {
            Handles.refusal(tx, wanted.handle()).ifPresent(refusal -> {
                throw AccountProblems.handleTaken(refusal.message()).exception();
            });
            Role role = wanted.code() == null ? wanted.role() : setupCodes.redeem(tx, wanted.code());
            Account made = insert(tx, wanted, role);
            audit.append(
                    tx,
                    new Entry(
                            actor,
                            "account.created",
                            target(made),
                            Map.of(),
                            Map.of("handle", made.handle().text(), "role", role.text()),
                            Entry.Outcome.OK));
            alongside.accept(tx, made);
            return made;
        });
        created.tell(account);
        return account;
    }

    /// Changes an account.
    ///
    /// @param current whether the version it has is one that the caller knows
    /// @throws com.matrixos.base.http.ProblemException 404 when there is none, 412 when it is another
    /// version, 409 when nobody would be admin any more
    public Account change(String id, AccountChange change, LongPredicate current, Actor actor) {
        record Done(Account before, Account after) {}

        Done done = database.write(tx -> {
            Account before = find(tx, id).orElseThrow(() -> Problems.nothing().exception());
            if (!current.test(before.version())) {
                throw AccountProblems.preconditionFailed().exception();
            }
            return new Done(before, save(tx, before, change.of(before), actor));
        });
        if (closes(done.before(), done.after())) {
            suspended.tell(done.after());
        }
        if (done.before().role() == Role.ADMIN && done.after().role() == Role.USER) {
            demoted.tell(done.after());
        }
        return done.after();
    }

    /// Deletes an account, with the time of grace to think better of it.
    ///
    /// @param byOwner whether the owner does, and so may take it back
    /// @param staying id of the one session that goes on; empty for none
    /// @throws com.matrixos.base.http.ProblemException 404 when there is none, 409 when it is the last
    /// admin's
    public Account leave(String id, boolean byOwner, String staying, Actor actor) {
        Account gone = database.write(tx -> {
            Account before = find(tx, id).orElseThrow(() -> Problems.nothing().exception());
            if (before.standing() instanceof Standing.Leaving) {
                return before;
            }
            keepAnAdmin(tx, before);
            Instant until = scheduler.instant().plus(grace);
            tx.createUpdate("UPDATE accounts SET state = 'leaving', leaves_at = :until, leaving_by = :by,"
                            + " version = version + 1 WHERE id = :id")
                    .bind("until", Timestamp.of(until))
                    .bind("by", byOwner ? "owner" : "admin")
                    .bind("id", id)
                    .execute();
            audit.append(tx, Entry.done(actor, "account.left", target(before)));
            sessions.end(
                    session -> session.accountId().equals(id) && !session.id().equals(staying));
            return find(tx, id).orElseThrow();
        });
        leaving.tell(gone);
        return gone;
    }

    /// Takes a deletion back, by the owner.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when an admin has deleted it
    public Account stay(String id, Actor actor) {
        Account back = database.write(tx -> {
            Account before = find(tx, id).orElseThrow(() -> Problems.nothing().exception());
            if (!(before.standing() instanceof Standing.Leaving)) {
                return before;
            }
            int stayed = tx.createUpdate("UPDATE accounts SET state = 'active', leaves_at = NULL, leaving_by = NULL,"
                            + " version = version + 1 WHERE id = :id AND leaving_by = 'owner'")
                    .bind("id", id)
                    .execute();
            if (stayed == 0) {
                throw AccountProblems.leaving("an admin of this host has deleted it; ask them")
                        .exception();
            }
            audit.append(tx, Entry.done(actor, "account.stayed", target(before)));
            return find(tx, id).orElseThrow();
        });
        stayed.tell(back);
        return back;
    }

    /// Removes an account and all that proves whose it is. To be called when its computer is gone: the row is
    /// what tells that there is still something to do. The handle stays kept from others.
    ///
    /// @return whether there was one
    /// @throws com.matrixos.base.http.ProblemException 409 when it is the last admin's
    public boolean remove(String id, Actor actor) {
        Optional<Account> gone = database.write(tx -> find(tx, id).map(account -> {
            keepAnAdmin(tx, account);
            sessions.end(session -> session.accountId().equals(id));
            quarantine(tx, account);
            tx.createUpdate("DELETE FROM accounts WHERE id = :id")
                    .bind("id", id)
                    .execute();
            audit.append(tx, Entry.done(actor, "account.removed", target(account)));
            return account;
        }));
        gone.ifPresent(removed::tell);
        return gone.isPresent();
    }

    /// How the log names an account.
    static String target(Account account) {
        return "account:" + account.id();
    }

    /// Says that something has changed which a version stands for.
    static void touch(Handle tx, String id) {
        tx.createUpdate("UPDATE accounts SET version = version + 1 WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private Account insert(Handle tx, NewAccount wanted, Role role) {
        String id = Tokens.random("usr_").substring(0, ID_LENGTH);
        tx.createUpdate("INSERT INTO accounts (id, handle, skeleton, email, password, role, state, created_at)"
                        + " VALUES (:id, :handle, :skeleton, :email, :password, :role, 'active', :now)")
                .bind("id", id)
                .bind("handle", wanted.handle().text())
                .bind("skeleton", Skeleton.of(wanted.handle()))
                .bind("email", wanted.email())
                .bind("password", wanted.passwordHash())
                .bind("role", role.text())
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute();
        return find(tx, id).orElseThrow();
    }

    private Account save(Handle tx, Account before, Account after, Actor actor) {
        if (after.equals(before)) {
            return before;
        }
        if (!after.admin()) {
            keepAnAdmin(tx, before);
        }
        tx.createUpdate("UPDATE accounts SET role = :role, state = :state, email = :email, version = version + 1,"
                        + " leaves_at = CASE :state WHEN 'leaving' THEN leaves_at END,"
                        + " leaving_by = CASE :state WHEN 'leaving' THEN leaving_by END WHERE id = :id")
                .bind("role", after.role().text())
                .bind("state", after.standing().text())
                .bind("email", after.email())
                .bind("id", after.id())
                .execute();
        audit.append(
                tx,
                new Entry(
                        actor,
                        "account.changed",
                        target(after),
                        Differences.of(before, after),
                        Differences.of(after, before),
                        Entry.Outcome.OK));
        if (closes(before, after)) {
            sessions.end(session -> session.accountId().equals(after.id()));
        }
        return find(tx, after.id()).orElseThrow();
    }

    private static boolean closes(Account before, Account after) {
        return after.standing() instanceof Standing.Suspended && !(before.standing() instanceof Standing.Suspended);
    }

    private static void keepAnAdmin(Handle tx, Account without) {
        boolean others = tx.createQuery("SELECT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin'"
                        + " AND state = 'active' AND id <> :id)")
                .bind("id", without.id())
                .mapTo(Boolean.class)
                .one();
        if (without.admin() && !others) {
            throw AccountProblems.lastAdmin().exception();
        }
    }

    private void quarantine(Handle tx, Account account) {
        tx.createUpdate("INSERT INTO handle_owners (handle, clerk_user_id, confirmed_at, released_at)"
                        + " VALUES (:handle, :id, :now, :now) ON CONFLICT (handle) DO UPDATE SET"
                        + " confirmed_at = coalesce(confirmed_at, :now)")
                .bind("handle", account.handle().text())
                .bind("id", account.id())
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute();
    }

    private static Optional<Account> find(Handle tx, String id) {
        return tx.createQuery("SELECT * FROM accounts WHERE id = :id")
                .bind("id", id)
                .map(Accounts::account)
                .findOne();
    }
}
