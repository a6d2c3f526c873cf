package com.matrixos.platform.access;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.SiteSession;
import com.matrixos.platform.audit.Actor;
import java.util.Set;

/// Who makes a request of the control plane.
public sealed interface Principal {
    /// Who has PLATFORM_SECRET or, where there is none, sits at the machine.
    record Operator() implements Principal {}

    /// Somebody signed in, in a browser.
    record Person(Account account, SiteSession session) implements Principal {}

    /// A program with a token that an account made for it.
    record Program(Account account, String tokenId, Set<Scope> scopes) implements Principal {}

    /// Nobody we know.
    record Nobody() implements Principal {}

    /// Whether everybody's computers are theirs to steer.
    default boolean steersAll() {
        return switch (this) {
            case Operator _ -> true;
            case Person person -> person.account().admin();
            case Program program ->
                program.account().admin() && program.scopes().contains(Scope.ADMIN);
            case Nobody _ -> false;
        };
    }

    /// As the audit log names them.
    ///
    /// @param address where the request came from
    default Actor actor(String address) {
        return switch (this) {
            case Operator _ -> new Actor(Actor.Kind.OPERATOR, "", null, address);
            case Person(Account account, var _) -> account(account, address);
            case Program(Account account, var _, var _) -> account(account, address);
            case Nobody _ -> new Actor(Actor.Kind.NOBODY, "", null, address);
        };
    }

    private static Actor account(Account account, String address) {
        return new Actor(Actor.Kind.ACCOUNT, account.id(), account.handle().text(), address);
    }
}
