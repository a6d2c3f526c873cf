package com.matrixos.platform.integrations;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// People who have proved who they are and have no account yet: they choose a handle.
public final class Newcomers {
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    private final Pending<Identity> pending;
    private final Arrivals arrivals;
    private final Welcome welcome;
    private final Guard guard;

    private record Choice(@Nullable String handle) {}

    public Newcomers(Arrivals arrivals, Welcome welcome, Guard guard, InstantSource time) {
        this.pending = new Pending<>(time, LIFE, MOST);
        this.arrivals = arrivals;
        this.welcome = welcome;
        this.guard = guard;
    }

    /// Adds `POST /api/auth/oidc/finish`.
    public void addTo(Routes routes) {
        routes.post("/api/auth/oidc/finish", guard.open((call, _) -> finish(call)));
    }

    /// Remembers who is in a browser until they have chosen.
    ///
    /// @param browserToken of the cookie of [SignInCookie]
    public void remember(String browserToken, Identity identity) {
        pending.put(browserToken, identity);
    }

    /// Of two who finish at once one does: the other finds nothing. Who has chosen a handle that cannot be had may
    /// choose another.
    private Answer finish(Call call) throws Exception {
        Handle handle = handle(call.json(Choice.class).handle());
        String browser = SignInCookie.of(call)
                .orElseThrow(() -> IntegrationProblems.expired().exception());
        Identity identity = pending.take(browser)
                .orElseThrow(() -> IntegrationProblems.expired().exception());
        try {
            Account account = arrivals.settle(identity, handle);
            return welcome.answer(call, account, 201);
        } catch (ProblemException e) {
            pending.put(browser, identity);
            throw e;
        }
    }

    private static Handle handle(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Problems.badRequest("handle", "handle is required").exception();
        }
        return Handle.of(text);
    }
}
