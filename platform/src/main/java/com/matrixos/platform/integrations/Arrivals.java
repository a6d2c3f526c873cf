package com.matrixos.platform.integrations;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.jobs.computers.Settling;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How people whom others vouch for come and go. An account is found by its identity alone, never by an e-mail
/// address. Calls block; safe for use from any thread.
public final class Arrivals {
    private final ReentrantLock arriving = new ReentrantLock();
    private final Identities identities;
    private final Accounts accounts;
    private final People people;
    private final Settling settling;

    public Arrivals(Identities identities, Accounts accounts, People people, Settling settling) {
        this.identities = identities;
        this.accounts = accounts;
        this.people = people;
        this.settling = settling;
    }

    /// The account of somebody who has one, with the role that the provider says now.
    ///
    /// @throws com.matrixos.base.http.ProblemException 410 when the provider has deleted them
    public Optional<Account> find(Identity identity) {
        if (identities.isGone(identity.provider(), identity.subject())) {
            throw IntegrationProblems.gone().exception();
        }
        return identities
                .find(identity.provider(), identity.subject())
                .flatMap(known -> accounts.find(known.accountId()).map(account -> current(account, known, identity)));
    }

    /// The account of somebody who has one, or a new one; a new one's computer is begun.
    ///
    /// @throws com.matrixos.base.http.ProblemException as [People#create], and 410 when the provider has deleted
    /// them
    public Account settle(Identity identity, Handle handle) {
        return find(identity).orElseGet(() -> {
            // A webhook and a browser tell of the same person at the same moment; the second finds the first's account.
            arriving.lock();
            try {
                return find(identity).orElseGet(() -> arrive(identity, handle));
            } finally {
                arriving.unlock();
            }
        });
    }

    /// Whoever a provider has deleted leaves. Nothing happens when there is no such account; it will not come later
    /// either.
    ///
    /// @return the account, if there is one
    public Optional<Account> depart(String provider, String subject) {
        identities.gone(provider, subject);
        return identities
                .find(provider, subject)
                .flatMap(known -> accounts.find(known.accountId()))
                .map(account -> {
                    Account leaving = people.leave(account);
                    settling.leave(leaving);
                    return leaving;
                });
    }

    private Account arrive(Identity identity, Handle handle) {
        Role role = identity.admin() ? Role.ADMIN : Role.USER;
        Account account = people.create(
                new People.NewPerson(handle, identity.email(), role, identity.provider()),
                (tx, made) -> identities.link(tx, identity, made.id()));
        settling.begin(account);
        return account;
    }

    /// A role that the provider has not changed since is left as it is: an admin here may have given it.
    private Account current(Account account, Identities.Known known, Identity identity) {
        if (known.admin() == identity.admin()) {
            return account;
        }
        Role role = identity.admin() ? Role.ADMIN : Role.USER;
        Account changed = account.role() == role ? account : people.become(account, role);
        identities.update(identity);
        return changed;
    }
}
