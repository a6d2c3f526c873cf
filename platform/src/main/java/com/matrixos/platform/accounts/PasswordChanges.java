package com.matrixos.platform.accounts;

import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import org.jspecify.annotations.Nullable;

/// Changes the password of somebody who is signed in. Calls block; safe for use from any thread.
public final class PasswordChanges {
    private final Database database;
    private final Passwords passwords;
    private final SiteSessions sessions;
    private final Audit audit;

    public PasswordChanges(Database database, Passwords passwords, SiteSessions sessions, Audit audit) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /// Sets another password. Links to set one work no more, and every session but this one ends.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 when the password is not good
    public void change(Account account, SiteSession session, @Nullable String password, Actor actor) {
        String hash = passwords.hash(PasswordRules.check(password, account.handle(), account.email()));
        database.write(tx -> {
            tx.createUpdate("UPDATE accounts SET password = :hash, version = version + 1 WHERE id = :id")
                    .bind("hash", hash)
                    .bind("id", account.id())
                    .execute();
            ResetLinks.drop(tx, account);
            audit.append(tx, Entry.done(actor, "password.changed", AccountChanges.target(account)));
            return sessions.end(other ->
                    other.accountId().equals(account.id()) && !other.id().equals(session.id()));
        });
    }
}
