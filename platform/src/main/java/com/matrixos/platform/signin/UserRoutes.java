package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.AccountAnswer;
import com.matrixos.api.accounts.NewUser;
import com.matrixos.api.accounts.NewUserAnswer;
import com.matrixos.api.accounts.PasswordLink;
import com.matrixos.api.accounts.UserChange;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChange;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.EmailAddress;
import com.matrixos.platform.accounts.NewAccount;
import com.matrixos.platform.accounts.ResetLinks;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.Users;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.util.Optional;

/// Everybody's accounts, for the operator and admins.
final class UserRoutes {
    private final Guard guard;
    private final Accounts accounts;
    private final AccountRecords records;
    private final AccountChanges changes;
    private final Users users;
    private final Invitations invitations;

    UserRoutes(
            Guard guard,
            Accounts accounts,
            AccountRecords records,
            AccountChanges changes,
            Users users,
            Invitations invitations) {
        this.guard = guard;
        this.accounts = accounts;
        this.records = records;
        this.changes = changes;
        this.users = users;
        this.invitations = invitations;
    }

    void addTo(Routes routes) {
        routes.get("/api/users", guard.steering((call, _) -> Private.json(200, users.list(UserQueries.of(call)))))
                .post("/api/users", guard.steering(this::create))
                .get("/api/users/{id}", guard.steering((call, _) -> shown(known(call))))
                .patch("/api/users/{id}", guard.steering(this::change))
                .delete("/api/users/{id}", guard.steering(this::delete))
                .post("/api/users/{id}/reset-link", guard.steering(this::resetLink))
                .post("/api/users/{id}/sign-out", guard.steering(this::signOut));
    }

    private Answer create(Call call, Principal who) throws Exception {
        NewUser wanted = call.json(NewUser.class);
        Handle handle = Handle.of(Required.text("handle", wanted.handle()));
        String email = EmailAddress.check(wanted.email());
        Role role = Optional.ofNullable(wanted.role()).map(UserRoutes::role).orElse(Role.USER);
        Actor actor = who.actor(Guard.address(call));
        Account made = changes.create(NewAccount.withoutPassword(email, handle, role), actor);
        PasswordLink link = invitations.link(made, ResetLinks.INVITATION_LIFE, actor);
        return Private.json(201, new NewUserAnswer(records.of(made.id()), link.url()));
    }

    private Answer change(Call call, Principal who) throws Exception {
        Account account = known(call);
        UserChange wanted = call.json(UserChange.class);
        var change = new AccountChange(
                Optional.ofNullable(wanted.role()).map(UserRoutes::role),
                Optional.ofNullable(wanted.state()).map(UserRoutes::suspended),
                Optional.ofNullable(wanted.email()).map(EmailAddress::check));
        return shown(changes.change(account.id(), change, IfMatch.of(call), who.actor(Guard.address(call))));
    }

    private Answer delete(Call call, Principal who) {
        Account gone = changes.leave(known(call).id(), false, "", who.actor(Guard.address(call)));
        return Private.json(202, new AccountAnswer(records.of(gone.id())));
    }

    private Answer resetLink(Call call, Principal who) {
        return Private.json(200, invitations.link(known(call), ResetLinks.LIFE, who.actor(Guard.address(call))));
    }

    private Answer signOut(Call call, Principal who) {
        invitations.signOut(known(call), who.actor(Guard.address(call)));
        return Private.json(200, Ok.OK);
    }

    private Answer shown(Account account) {
        return Private.json(200, users.find(account.id()), account);
    }

    private Account known(Call call) {
        return accounts.find(call.parameter("id"))
                .orElseThrow(() -> Problems.nothing().exception());
    }

    private static Role role(String text) {
        return switch (text) {
            case "user" -> Role.USER;
            case "admin" -> Role.ADMIN;
            default ->
                throw Problems.badRequest("role", "role must be user or admin").exception();
        };
    }

    private static boolean suspended(String text) {
        return switch (text) {
            case "active" -> false;
            case "suspended" -> true;
            default ->
                throw Problems.badRequest("state", "state must be active or suspended")
                        .exception();
        };
    }
}
