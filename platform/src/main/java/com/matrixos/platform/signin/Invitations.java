package com.matrixos.platform.signin;

import com.matrixos.api.accounts.PasswordLink;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.ResetLinks;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;

/// What admins do about how somebody gets in. Calls block; safe for use from any thread.
final class Invitations {
    private final Database database;
    private final ResetLinks links;
    private final Letters letters;
    private final SiteSessions sessions;
    private final Audit audit;

    Invitations(Database database, ResetLinks links, Letters letters, SiteSessions sessions, Audit audit) {
        this.database = database;
        this.links = links;
        this.letters = letters;
        this.sessions = sessions;
        this.audit = audit;
    }

    /// A link with which the account's owner sets a password; earlier ones work no more.
    PasswordLink link(Account account, Duration life, Actor actor) {
        ResetLinks.Made made = links.make(account, life, actor);
        return new PasswordLink(letters.resetLink(made.token()), Timestamp.of(made.expiresAt()));
    }

    /// Ends all sessions of the account.
    void signOut(Account account, Actor actor) {
        database.write(tx -> {
            audit.append(tx, Entry.done(actor, "sessions.ended", "account:" + account.id()));
            return sessions.end(session -> session.accountId().equals(account.id()));
        });
    }
}
