package com.matrixos.platform.site;

import com.matrixos.api.Ok;
import com.matrixos.api.site.Invitation;
import com.matrixos.api.site.Items;
import com.matrixos.api.site.SharedComputer;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/me/people` and `/api/me/shared`: who may enter an account's computer, and which others it may
/// enter. That nobody has a handle is told: sign-up tells it to everybody.
final class PeopleRoutes {
    private final Guard guard;
    private final Accounts accounts;
    private final Computers computers;
    private final People people;
    private final PublicAddress address;

    PeopleRoutes(Guard guard, Accounts accounts, Computers computers, People people, PublicAddress address) {
        this.guard = guard;
        this.accounts = accounts;
        this.computers = computers;
        this.people = people;
        this.address = address;
    }

    void addTo(Routes routes) {
        routes.get("/api/me/people", guard.account(Scope.COMPUTER_READ, this::list))
                .post("/api/me/people", guard.account(Scope.COMPUTER_WRITE, this::invite))
                .delete("/api/me/people/{handle}", guard.account(Scope.COMPUTER_WRITE, this::end))
                .get("/api/me/shared", guard.account(Scope.COMPUTER_READ, this::shared));
    }

    private Answer list(Call call, Account owner) {
        return Answer.json(200, new Items<>(computers.own(owner).isEmpty() ? List.of() : people.of(owner.handle())));
    }

    private Answer invite(Call call, Account owner) throws IOException {
        Invitation wish = call.json(Invitation.class);
        Rights rights = rights(wish.role());
        Account guest = named(wish.handle())
                .filter(account -> account.standing() instanceof Standing.Active)
                .orElseThrow(() -> Problems.nobodyOfThatHandle().exception());
        if (guest.id().equals(owner.id())) {
            throw Call.badRequest("handle", "it is your own");
        }
        if (computers.own(owner).isEmpty()) {
            throw Problems.unknownContainer().exception();
        }
        return Answer.json(201, people.invite(owner.handle(), guest, rights, guard.actor(call)));
    }

    private Answer end(Call call, Account owner) {
        Account guest = named(call.parameter("handle"))
                .orElseThrow(() -> Problems.nothing().exception());
        if (computers.own(owner).isEmpty() || !people.end(owner.handle(), guest, guard.actor(call))) {
            throw Problems.nothing().exception();
        }
        return Answer.json(200, Ok.OK);
    }

    private Answer shared(Call call, Account guest) {
        return Answer.json(
                200,
                new Items<>(people.sharedWith(guest).stream()
                        .map(share -> new SharedComputer(
                                share.handle().text(),
                                address.of(share.handle()),
                                share.rights().text()))
                        .toList()));
    }

    private Optional<Account> named(@Nullable String handle) {
        return Optional.ofNullable(handle).flatMap(Handle::parse).flatMap(accounts::find);
    }

    private static Rights rights(@Nullable String role) {
        return switch (role == null ? "" : role) {
            case "viewer" -> Rights.VIEWER;
            case "editor" -> Rights.EDITOR;
            default -> throw Call.badRequest("role", "role must be viewer or editor");
        };
    }
}
