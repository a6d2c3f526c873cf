package com.matrixos.platform.access;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import java.util.Optional;

/// Says what an account may do on a computer's host. Calls block; safe for use from any thread.
public final class Doorkeeper {
    private final Database database;
    private final Containers containers;

    public Doorkeeper(Database database, Containers containers) {
        this.database = database;
        this.containers = containers;
    }

    /// The rights of the account on that computer; none when there is no such computer, or when it is not
    /// theirs and they were not invited.
    public Optional<Rights> rights(Account account, Handle handle) {
        if (account.standing() instanceof Standing.Suspended) {
            return Optional.empty();
        }
        return containers.find(handle).flatMap(computer -> rights(account, handle, computer));
    }

    /// Whether it is the account's own handle, and there is no computer yet.
    boolean awaitsFirst(Account account, Handle handle) {
        return account.handle().equals(handle)
                && account.standing() instanceof Standing.Active
                && containers.find(handle).isEmpty();
    }

    private Optional<Rights> rights(Account account, Handle handle, ContainerRecord computer) {
        if (computer.clerkUserId().equals(account.id())) {
            return Optional.of(Rights.OWNER);
        }
        return invited(account, handle).or(() -> account.admin() ? Optional.of(Rights.ADMIN) : Optional.empty());
    }

    private Optional<Rights> invited(Account account, Handle handle) {
        return database.read(
                tx -> tx.createQuery("SELECT rights FROM people WHERE handle = :handle AND account_id = :account")
                        .bind("handle", handle.text())
                        .bind("account", account.id())
                        .mapTo(String.class)
                        .findOne()
                        .map(Rights::of));
    }
}
