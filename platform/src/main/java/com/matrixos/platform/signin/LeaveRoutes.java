package com.matrixos.platform.signin;

import com.matrixos.api.accounts.AccountAnswer;
import com.matrixos.api.accounts.AccountDeletion;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.Confirmation;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.problems.Problems;

/// Deleting one's own account, and thinking better of it.
final class LeaveRoutes {
    private final Guard guard;
    private final AccountRecords records;
    private final AccountChanges changes;
    private final Confirmation confirmation;
    private final OpenSessions sessions;
    private final Letters letters;

    LeaveRoutes(
            Guard guard,
            AccountRecords records,
            AccountChanges changes,
            Confirmation confirmation,
            OpenSessions sessions,
            Letters letters) {
        this.guard = guard;
        this.records = records;
        this.changes = changes;
        this.confirmation = confirmation;
        this.sessions = sessions;
        this.letters = letters;
    }

    void addTo(Routes routes) {
        routes.post("/api/me/delete", guard.person(Later.told(this::leave)))
                .post("/api/me/stay", guard.person(this::stay));
    }

    private Answer leave(Call call, Principal.Person who) throws Exception {
        AccountDeletion deletion = call.json(AccountDeletion.class);
        Actor actor = who.actor(Guard.address(call));
        if (!who.account().handle().text().equals(deletion.handle())) {
            throw Problems.badRequest(
                            "handle",
                            "handle must be typed as it is: " + who.account().handle())
                    .exception();
        }
        confirmation.check(who.account(), who.session(), deletion.password(), actor);
        Account gone = changes.leave(who.account().id(), true, who.session().id(), actor);
        sessions.endOthers(who, actor);
        letters.notice(gone, "It will be removed in thirty days; until then you can sign in and keep it.");
        return Private.json(202, new AccountAnswer(records.of(gone.id())));
    }

    private Answer stay(Call call, Principal.Person who) {
        Account kept = changes.stay(who.account().id(), who.actor(Guard.address(call)));
        return Private.json(200, new AccountAnswer(records.of(kept.id())));
    }
}
