package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One-time tokens with which a password is set. Only their digests are stored. Calls block; safe for use
/// from any thread.
public final class ResetLinks {
    /// How long a link works that somebody asked for.
    public static final Duration LIFE = Duration.ofMinutes(60);

    /// How long one works that was made together with its account.
    public static final Duration INVITATION_LIFE = Duration.ofDays(7);

    /// Nobody needs another mail so soon, and nobody shall be sent a hundred.
    private static final Duration PAUSE = Duration.ofMinutes(2);

    private final Database database;
    private final Passwords passwords;
    private final SiteSessions sessions;
    private final Throttle throttle;
    private final Scheduler scheduler;
    private final Audit audit;

    public ResetLinks(
            Database database,
            Passwords passwords,
            SiteSessions sessions,
            Throttle throttle,
            Scheduler scheduler,
            Audit audit) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.scheduler = scheduler;
        this.audit = audit;
    }

    /// A token that has just been made. It is stored nowhere.
    public record Made(String token, Instant expiresAt) {
        /// Without the token.
        @Override
        public String toString() {
            return "Made[" + expiresAt + "]";
        }
    }

    /// A token, in place of all earlier ones.
    public Made make(Account account, Duration life, Actor actor) {
        return database.write(tx -> {
            drop(tx, account);
            return make(tx, account, life, actor);
        });
    }

    /// A token for who asked for one; empty when they have just been given another. Earlier ones go on
    /// working: otherwise anybody could make somebody's link dead by asking for another.
    public Optional<Made> makeOnRequest(Account account, Actor actor) {
        return database.write(tx -> madeSince(tx, account, scheduler.instant().minus(PAUSE))
                ? Optional.empty()
                : Optional.of(make(tx, account, LIFE, actor)));
    }

    /// Remembers that somebody asked, for the operator to see.
    public void request(Account account, Actor actor) {
        database.write(tx -> {
            audit.append(tx, Entry.done(actor, "reset.requested", AccountChanges.target(account)));
            return tx.createUpdate("UPDATE accounts SET reset_requested_at = :now WHERE id = :id")
                    .bind("now", Timestamp.of(scheduler.instant()))
                    .bind("id", account.id())
                    .execute();
        });
    }

    /// Sets a password with a token, which is used up. Every session ends: whoever had the old password is
    /// out.
    ///
    /// @return whose it is
    /// @throws com.matrixos.base.http.ProblemException 410 when the token does not work, 400 when the
    /// password is not good; then the token can be used once more
    public Account complete(String token, @Nullable String password, String address) {
        Account account = database.read(tx -> owner(tx, token))
                .orElseThrow(() -> AccountProblems.linkDead().exception());
        String hash = passwords.hash(PasswordRules.check(password, account.handle(), account.email()));
        return database.write(tx -> {
            // Of two who come with the same token, one was first while the other's password was made ready.
            Account owner = owner(tx, token)
                    .orElseThrow(() -> AccountProblems.linkDead().exception());
            drop(tx, owner);
            tx.createUpdate("UPDATE accounts SET password = :hash, reset_requested_at = NULL,"
                            + " version = version + 1 WHERE id = :id")
                    .bind("hash", hash)
                    .bind("id", owner.id())
                    .execute();
            throttle.forget(tx, owner);
            audit.append(tx, Entry.done(actor(owner, address), "password.reset", AccountChanges.target(owner)));
            sessions.end(session -> session.accountId().equals(owner.id()));
            return owner;
        });
    }

    /// No link to this account works any more.
    static void drop(Handle tx, Account account) {
        tx.createUpdate("DELETE FROM reset_links WHERE account_id = :id")
                .bind("id", account.id())
                .execute();
    }

    private Made make(Handle tx, Account account, Duration life, Actor actor) {
        var made = new Made(Tokens.random("mr_"), scheduler.instant().plus(life));
        tx.createUpdate("DELETE FROM reset_links WHERE expires_at <= :now")
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute();
        tx.createUpdate("INSERT INTO reset_links VALUES (:sha256, :id, :now, :expires)")
                .bind("sha256", Tokens.sha256(made.token()))
                .bind("id", account.id())
                .bind("now", Timestamp.of(scheduler.instant()))
                .bind("expires", Timestamp.of(made.expiresAt()))
                .execute();
        tx.createUpdate("UPDATE accounts SET reset_requested_at = NULL WHERE id = :id")
                .bind("id", account.id())
                .execute();
        audit.append(tx, Entry.done(actor, "reset-link.made", AccountChanges.target(account)));
        return made;
    }

    private static boolean madeSince(Handle tx, Account account, Instant since) {
        return tx.createQuery("SELECT EXISTS (SELECT 1 FROM reset_links WHERE account_id = :id AND made_at > :since)")
                .bind("id", account.id())
                .bind("since", Timestamp.of(since))
                .mapTo(Boolean.class)
                .one();
    }

    private Optional<Account> owner(Handle tx, String token) {
        return tx.createQuery("SELECT accounts.* FROM accounts JOIN reset_links ON account_id = accounts.id"
                        + " WHERE sha256 = :sha256 AND expires_at > :now")
                .bind("sha256", Tokens.sha256(token))
                .bind("now", Timestamp.of(scheduler.instant()))
                .map(Accounts::account)
                .findOne();
    }

    private static Actor actor(Account account, String address) {
        return new Actor(Actor.Kind.ACCOUNT, account.id(), account.handle().text(), address);
    }
}
