package com.matrixos.platform.integrations.clerk;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.integrations.IntegrationProblems;
import com.matrixos.platform.integrations.Newcomers;
import com.matrixos.platform.integrations.Outward;
import com.matrixos.platform.integrations.SignInCookie;
import com.matrixos.platform.integrations.Welcome;
import com.matrixos.platform.problems.Problems;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `POST /api/auth/clerk`: a page that Clerk has signed somebody in on trades Clerk's session token for our cookie.
public final class ClerkSignIn {
    private final ClerkApi clerk;
    private final ClerkPeople people;
    private final Newcomers newcomers;
    private final Welcome welcome;
    private final Guard guard;

    private record Trade(@Nullable String token) {}

    /// @param address names the origins of our own pages
    public ClerkSignIn(
            ClerkSettings settings,
            PublicAddress address,
            Outward outward,
            ClerkPeople people,
            Newcomers newcomers,
            Welcome welcome,
            Guard guard) {
        this.clerk = new ClerkApi(
                settings,
                Stream.of(address.site(), address.control()).collect(Collectors.toUnmodifiableSet()),
                outward);
        this.people = people;
        this.newcomers = newcomers;
        this.welcome = welcome;
        this.guard = guard;
    }

    /// Adds the route.
    public void addTo(Routes routes) {
        routes.post("/api/auth/clerk", guard.open((call, _) -> signIn(call)));
    }

    private Answer signIn(Call call) throws Exception {
        String token = call.json(Trade.class).token();
        if (token == null || token.isBlank()) {
            throw Problems.badRequest("token", "token is required").exception();
        }
        ClerkUser user = clerk.user(clerk.subject(token));
        Optional<Account> account = people.find(user);
        return account.isPresent() ? welcome.answer(call, account.get(), 200) : arrive(call, user);
    }

    /// Somebody whose username can be no handle, or is taken, is remembered and chooses another, by
    /// `POST /api/auth/oidc/finish`.
    private Answer arrive(Call call, ClerkUser user) {
        try {
            return welcome.answer(call, people.settle(user), 201);
        } catch (ProblemException e) {
            if (!"handle".equals(e.problem().field())) {
                throw e;
            }
            String browser = Tokens.random("");
            newcomers.remember(browser, user.identity());
            return Answer.problem(IntegrationProblems.handleNeeded())
                    .with("set-cookie", SignInCookie.set(call, browser));
        }
    }
}
