package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.EmailChange;
import com.matrixos.api.accounts.PasswordChange;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChange;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.Confirmation;
import com.matrixos.platform.accounts.EmailAddress;
import com.matrixos.platform.accounts.PasswordChanges;
import com.matrixos.platform.audit.Actor;

/// One's own account: its address and its password.
final class MeRoutes {
    private final Guard guard;
    private final AccountRecords records;
    private final AccountChanges changes;
    private final Confirmation confirmation;
    private final PasswordChanges passwords;
    private final Letters letters;

    MeRoutes(
            Guard guard,
            AccountRecords records,
            AccountChanges changes,
            Confirmation confirmation,
            PasswordChanges passwords,
            Letters letters) {
        this.guard = guard;
        this.records = records;
        this.changes = changes;
        this.confirmation = confirmation;
        this.passwords = passwords;
        this.letters = letters;
    }

    void addTo(Routes routes) {
        routes.get("/api/me", guard.account(Scope.ACCOUNT_READ, (_, account) -> shown(account)))
                .patch("/api/me", guard.account(Scope.ACCOUNT_WRITE, this::change))
                .post("/api/me/password", guard.person(Later.told(this::password)));
    }

    private Answer change(Call call, Account account) throws Exception {
        String email = EmailAddress.check(call.json(EmailChange.class).email());
        Account after = changes.change(account.id(), AccountChange.email(email), IfMatch.of(call), guard.actor(call));
        if (!after.email().equals(account.email())) {
            letters.notice(account, "Another e-mail address was set; this mail goes to the one before.");
        }
        return shown(after);
    }

    private Answer password(Call call, Principal.Person who) throws Exception {
        PasswordChange change = call.json(PasswordChange.class);
        Actor actor = who.actor(Guard.address(call));
        confirmation.check(who.account(), who.session(), change.current(), actor);
        passwords.change(who.account(), who.session(), change.password(), actor);
        letters.notice(who.account(), "A new password was set.");
        return Private.json(200, Ok.OK);
    }

    private Answer shown(Account account) {
        return Private.json(200, records.of(account.id()), account);
    }
}
