package com.matrixos.platform.signin;

import com.matrixos.api.accounts.AccountRecord;
import com.matrixos.api.accounts.HandleRecord;
import com.matrixos.api.accounts.WhoAmI;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Handles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the site asks before anybody is signed in: who this is, what host it is, and whether a handle can be
/// had.
final class SessionRoutes {
    private final Guard guard;
    private final Accounts accounts;
    private final AccountRecords records;
    private final Handles handles;
    private final HostFacts host;

    SessionRoutes(Guard guard, Accounts accounts, AccountRecords records, Handles handles, HostFacts host) {
        this.guard = guard;
        this.accounts = accounts;
        this.records = records;
        this.handles = handles;
        this.host = host;
    }

    void addTo(Routes routes) {
        routes.get("/api/session", guard.open(this::session))
                .get("/api/handles/{handle}", guard.open((call, _) -> handle(call)));
    }

    private Answer session(Call call, Principal who) {
        return Private.json(200, new WhoAmI(account(who), host.record(!accounts.anyAdmin())));
    }

    private @Nullable AccountRecord account(Principal who) {
        return switch (who) {
            case Principal.Person person -> records.of(person.account().id());
            case Principal.Program program
            when program.scopes().contains(Scope.ACCOUNT_READ) ->
                records.of(program.account().id());
            case Principal.Program _, Principal.Operator _, Principal.Nobody _ -> null;
        };
    }

    private Answer handle(Call call) {
        String text = call.parameter("handle");
        Optional<Handles.Refusal> refusal = handles.refusal(text);
        return Private.json(
                200,
                new HandleRecord(
                        text,
                        refusal.isEmpty(),
                        refusal.map(one -> one.reason().text()).orElse(null),
                        refusal.map(Handles.Refusal::message).orElse(null),
                        text + "." + host.address().domain()));
    }
}
