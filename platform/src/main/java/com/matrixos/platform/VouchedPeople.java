package com.matrixos.platform;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChange;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.AccountProblems;
import com.matrixos.platform.accounts.NewAccount;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.integrations.People;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/// The accounts as integrations see them.
final class VouchedPeople implements People {
    private final AccountChanges changes;
    private final boolean signUpOpen;

    VouchedPeople(AccountChanges changes, boolean signUpOpen) {
        this.changes = changes;
        this.signUpOpen = signUpOpen;
    }

    @Override
    public Account create(NewPerson person, BiConsumer<Handle, Account> alongside) {
        if (!signUpOpen) {
            throw AccountProblems.signUpClosed().exception();
        }
        var wanted = NewAccount.withoutPassword(person.email(), person.handle(), person.role());
        return changes.create(wanted, vouching(person.via()), alongside);
    }

    @Override
    public Account become(Account account, Role role) {
        var change = new AccountChange(Optional.of(role), Optional.empty(), Optional.empty());
        return changes.change(account.id(), change, _ -> true, Actor.SYSTEM);
    }

    @Override
    public Account leave(Account account) {
        return changes.leave(account.id(), false, "", Actor.SYSTEM);
    }

    private static Actor vouching(String via) {
        return new Actor(Actor.Kind.SYSTEM, via, null, "");
    }
}
