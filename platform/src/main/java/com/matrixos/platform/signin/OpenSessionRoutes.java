package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.Items;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;

/// The browsers in which one is signed in.
final class OpenSessionRoutes {
    private final Guard guard;
    private final OpenSessions sessions;

    OpenSessionRoutes(Guard guard, OpenSessions sessions) {
        this.guard = guard;
        this.sessions = sessions;
    }

    void addTo(Routes routes) {
        routes.get("/api/me/sessions", guard.person((_, who) -> Private.json(200, Items.all(sessions.list(who)))))
                .delete("/api/me/sessions", guard.person(this::endOthers))
                .delete("/api/me/sessions/{id}", guard.person(this::end));
    }

    private Answer end(Call call, Principal.Person who) {
        sessions.end(who, call.parameter("id"), who.actor(Guard.address(call)));
        return Private.json(200, Ok.OK);
    }

    private Answer endOthers(Call call, Principal.Person who) {
        sessions.endOthers(who, who.actor(Guard.address(call)));
        return Private.json(200, Ok.OK);
    }
}
