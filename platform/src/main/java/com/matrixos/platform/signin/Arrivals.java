package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.AccountAnswer;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.SiteCookie;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.SiteSession;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import java.util.Optional;

/// Signs browsers in and out. Calls block; safe for use from any thread.
public final class Arrivals {
    private final Database database;
    private final SiteSessions sessions;
    private final AccountRecords records;
    private final Audit audit;

    public Arrivals(Database database, SiteSessions sessions, AccountRecords records, Audit audit) {
        this.database = database;
        this.sessions = sessions;
        this.records = records;
        this.audit = audit;
    }

    /// Signs the browser in, of whose owner it was found that they are this account. The session is always a
    /// new one, and what the browser came with ends: nobody can have a token in place before that becomes
    /// worth something.
    public Answer signIn(int status, Call call, Account account) {
        return Private.json(status, new AccountAnswer(records.of(account.id())))
                .with("set-cookie", begin(call, account));
    }

    /// The same for an answer of one's own.
    ///
    /// @return the `Set-Cookie`
    public String begin(Call call, Account account) {
        Optional<SiteSession> before = SiteCookie.of(call).flatMap(sessions::find);
        SiteSessions.Begun begun = database.write(tx -> {
            before.ifPresent(old -> sessions.end(session -> session.id().equals(old.id())));
            SiteSessions.Begun made =
                    sessions.begin(account.id(), call.header("user-agent").orElse(""), Guard.address(call));
            audit.append(tx, Entry.done(actor(account, call), "session.begun", target(made.session())));
            return made;
        });
        return SiteCookie.set(call, begun);
    }

    /// Signs the browser out, whoever it was.
    Answer signOut(Call call, Principal who) {
        if (who instanceof Principal.Person(var account, var session)) {
            database.write(tx -> {
                audit.append(tx, Entry.done(actor(account, call), "session.ended", target(session)));
                return sessions.end(one -> one.id().equals(session.id()));
            });
        }
        return Private.json(200, Ok.OK).with("set-cookie", SiteCookie.clear(call));
    }

    private static Actor actor(Account account, Call call) {
        return new Actor(Actor.Kind.ACCOUNT, account.id(), account.handle().text(), Guard.address(call));
    }

    private static String target(SiteSession session) {
        return "session:" + session.id();
    }
}
