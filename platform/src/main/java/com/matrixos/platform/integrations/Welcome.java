package com.matrixos.platform.integrations;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.SiteCookie;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import java.util.Map;
import java.util.function.Function;

/// Signs in whoever has proved who they are.
public final class Welcome {
    private final SiteSessions sessions;
    private final Audit audit;
    private final Function<Account, ?> view;

    /// @param view an account as the API shows it
    public Welcome(SiteSessions sessions, Audit audit, Function<Account, ?> view) {
        this.sessions = sessions;
        this.audit = audit;
        this.view = view;
    }

    /// The answer of the API: the account, and the cookie.
    ///
    /// @throws com.matrixos.base.http.ProblemException 403 when the account is suspended
    public Answer answer(Call call, Account account, int status) {
        return signedIn(call, account, Answer.json(status, Map.of("account", view.apply(account))));
    }

    /// Any other answer, and the cookie.
    ///
    /// @throws com.matrixos.base.http.ProblemException 403 when the account is suspended
    public Answer signedIn(Call call, Account account, Answer answer) {
        var actor = new Actor(Actor.Kind.ACCOUNT, account.id(), account.handle().text(), Guard.address(call));
        if (account.standing() instanceof Standing.Suspended) {
            audit.record(Entry.denied(actor, "session.started", "account:" + account.id()));
            throw IntegrationProblems.suspended().exception();
        }
        SiteSessions.Begun begun =
                sessions.begin(account.id(), call.header("user-agent").orElse(""), Guard.address(call));
        audit.record(Entry.done(
                actor, "session.started", "session:" + begun.session().id()));
        return answer.with("set-cookie", SiteCookie.set(call, begun)).with("cache-control", "no-store");
    }
}
