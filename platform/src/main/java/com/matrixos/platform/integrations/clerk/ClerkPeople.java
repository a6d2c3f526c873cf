package com.matrixos.platform.integrations.clerk;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.integrations.Arrivals;
import com.matrixos.platform.integrations.IntegrationProblems;
import java.util.Optional;

/// How Clerk's users come and go here.
public final class ClerkPeople {
    private final Arrivals arrivals;

    public ClerkPeople(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// The account of a user who has one, with the role that Clerk says now.
    Optional<Account> find(ClerkUser user) {
        return arrivals.find(user.identity());
    }

    /// The account of a user, made when there is none. Their username is their handle.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 `handle-needed` when their username can be none, and as
    /// [Arrivals#settle]
    public Account settle(ClerkUser user) {
        return find(user)
                .orElseGet(() -> arrivals.settle(
                        user.identity(),
                        user.handle()
                                .orElseThrow(
                                        () -> IntegrationProblems.handleNeeded().exception())));
    }

    /// A user was deleted at Clerk.
    public Optional<Account> depart(String clerkId) {
        return arrivals.depart(ClerkUser.PROVIDER, clerkId);
    }
}
