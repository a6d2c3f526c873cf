package com.matrixos.platform.integrations;

import com.matrixos.base.http.Problem;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.jobs.computers.Residents;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Accounts in the real tables, by the shortest way: every handle that is not there is free, and nobody is told.
public final class PlainPeople implements People, Residents {
    private final Database database;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final SiteSessions sessions;
    public volatile boolean closed;
    public volatile boolean out;
    public volatile boolean broken;
    private int made;

    public PlainPeople(Database database, Scheduler scheduler, SiteSessions sessions) {
        this.database = database;
        this.scheduler = scheduler;
        this.accounts = new Accounts(database, scheduler);
        this.sessions = sessions;
    }

    @Override
    public synchronized Account create(NewPerson person, BiConsumer<org.jdbi.v3.core.Handle, Account> alongside) {
        if (broken) {
            throw new IllegalStateException("inner secret");
        }
        if (out) {
            throw Problems.engineUnavailable("the engine is down").exception();
        }
        if (closed) {
            throw Problem.of("signup-closed", 403, "closed", "nobody may sign up here")
                    .exception();
        }
        if (accounts.find(person.handle()).isPresent()) {
            throw Problems.handleTaken(person.handle().text()).exception();
        }
        var account = new Account(
                "usr_" + ++made,
                person.handle(),
                person.email(),
                person.role(),
                new Standing.Active(),
                scheduler.instant(),
                1);
        database.write(tx -> {
            tx.execute(
                    "INSERT INTO accounts (id, handle, skeleton, email, role, state, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, 'active', ?)",
                    account.id(),
                    account.handle().text(),
                    account.handle().text(),
                    account.email(),
                    account.role().text(),
                    Timestamp.of(account.createdAt()));
            alongside.accept(tx, account);
            return account;
        });
        return account;
    }

    @Override
    public Account become(Account account, Role role) {
        database.write(tx -> tx.execute("UPDATE accounts SET role = ? WHERE id = ?", role.text(), account.id()));
        return accounts.find(account.id()).orElseThrow();
    }

    @Override
    public Account leave(Account account) {
        database.write(tx -> tx.execute(
                "UPDATE accounts SET state = 'leaving', leaves_at = ? WHERE id = ? AND state <> 'leaving'",
                Timestamp.of(scheduler.instant().plus(Duration.ofDays(30))),
                account.id()));
        sessions.end(session -> session.accountId().equals(account.id()));
        return accounts.find(account.id()).orElseThrow();
    }

    public void suspend(Handle handle) {
        database.write(tx -> tx.execute("UPDATE accounts SET state = 'suspended' WHERE handle = ?", handle.text()));
    }

    @Override
    public Optional<Account> find(String accountId) {
        return accounts.find(accountId);
    }

    @Override
    public void remove(String accountId) {
        database.write(tx -> tx.execute("DELETE FROM accounts WHERE id = ?", accountId));
    }
}
