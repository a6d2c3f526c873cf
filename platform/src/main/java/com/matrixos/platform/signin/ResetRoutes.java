package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.ResetCompletion;
import com.matrixos.api.accounts.ResetRequest;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.ResetLinks;
import com.matrixos.platform.accounts.Throttle;
import com.matrixos.platform.audit.Actor;
import java.time.Duration;

/// Setting a password without knowing the old one.
final class ResetRoutes {
    private final Guard guard;
    private final Accounts accounts;
    private final ResetLinks links;
    private final Letters letters;
    private final Throttle throttle;
    private final Scheduler scheduler;

    ResetRoutes(
            Guard guard, Accounts accounts, ResetLinks links, Letters letters, Throttle throttle, Scheduler scheduler) {
        this.guard = guard;
        this.accounts = accounts;
        this.links = links;
        this.letters = letters;
        this.throttle = throttle;
        this.scheduler = scheduler;
    }

    void addTo(Routes routes) {
        routes.post("/api/auth/reset", guard.open(Later.told((call, _) -> request(call))))
                .post("/api/auth/reset/complete", guard.open(Later.told((call, _) -> complete(call))));
    }

    /// Answers before it has looked whether there is such an account, and so cannot tell.
    private Answer request(Call call) throws Exception {
        String identifier =
                Required.text("identifier", call.json(ResetRequest.class).identifier());
        Actor nobody = new Principal.Nobody().actor(Guard.address(call));
        throttle.reset(nobody.address());
        var _ = scheduler.after(
                Duration.ZERO, () -> accounts.named(identifier).forEach(account -> serve(account, nobody)));
        return Private.json(202, Ok.OK);
    }

    private void serve(Account account, Actor nobody) {
        if (letters.reach(account)) {
            links.makeOnRequest(account, nobody).ifPresent(made -> letters.reset(account, made.token()));
        } else {
            links.request(account, nobody);
        }
    }

    private Answer complete(Call call) throws Exception {
        ResetCompletion completion = call.json(ResetCompletion.class);
        Account account =
                links.complete(Required.text("token", completion.token()), completion.password(), Guard.address(call));
        letters.notice(account, "A new password was set with a link.");
        return Private.json(200, Ok.OK);
    }
}
