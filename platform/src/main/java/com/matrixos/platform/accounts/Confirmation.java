package com.matrixos.platform.accounts;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes sure, before something that hurts, that it is the owner who asks and not who found their browser
/// open. Calls block; safe for use from any thread.
public final class Confirmation {
    /// How new a session must be of somebody who has no password to type.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Database database;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Scheduler scheduler;
    private final Audit audit;

    public Confirmation(Database database, Passwords passwords, Throttle throttle, Scheduler scheduler, Audit audit) {
        this.database = database;
        this.passwords = passwords;
        this.throttle = throttle;
        this.scheduler = scheduler;
        this.audit = audit;
    }

    /// Returns when it is the owner.
    ///
    /// @param password what they typed; counts for nothing when the account has none
    /// @throws com.matrixos.base.http.ProblemException 403 when the password is wrong, or there is none and
    /// the session is not new
    /// @throws TryLaterException after too many wrong ones
    public void check(Account account, SiteSession session, @Nullable String password, Actor actor) {
        Optional<String> hash = database.read(tx -> hash(tx, account.id()));
        if (hash.isPresent()) {
            check(account, password == null ? "" : password, hash.get(), actor);
        } else if (!scheduler.instant().isBefore(session.createdAt().plus(FRESH))) {
            throw AccountProblems.signInAgain().exception();
        }
    }

    private void check(Account account, String password, String hash, Actor actor) {
        Throttle.Try attempt = throttle.account(account.id(), actor.address());
        if (!match(attempt, password, hash)) {
            audit.record(Entry.denied(actor, "password.refused", AccountChanges.target(account)));
            throw AccountProblems.passwordWrong().exception();
        }
        database.write(tx -> {
            attempt.succeeded(tx);
            return true;
        });
    }

    private boolean match(Throttle.Try attempt, String password, String hash) {
        try {
            return passwords.match(password, Optional.of(hash));
        } catch (TryLaterException e) {
            database.write(tx -> {
                attempt.cancelled(tx);
                return true;
            });
            throw e;
        }
    }

    static Optional<String> hash(Handle tx, String id) {
        return tx.createQuery("SELECT password FROM accounts WHERE id = :id AND password IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }
}
