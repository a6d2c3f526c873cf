package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.CeremonyRecord;
import com.matrixos.api.accounts.Items;
import com.matrixos.api.accounts.NewPasskey;
import com.matrixos.api.accounts.PasskeyRecord;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Passkeys;

/// The passkeys of one's own account.
final class PasskeyRoutes {
    private final Guard guard;
    private final Passkeys passkeys;
    private final Letters letters;

    PasskeyRoutes(Guard guard, Passkeys passkeys, Letters letters) {
        this.guard = guard;
        this.passkeys = passkeys;
        this.letters = letters;
    }

    void addTo(Routes routes) {
        routes.get(
                        "/api/me/passkeys",
                        guard.person((_, who) -> Private.json(200, Items.all(passkeys.list(who.account())))))
                .post("/api/me/passkeys/options", guard.person((_, who) -> options(who)))
                .post("/api/me/passkeys", guard.person(this::add))
                .delete("/api/me/passkeys/{id}", guard.person(this::remove));
    }

    private Answer options(Principal.Person who) throws Exception {
        Passkeys.Ceremony ceremony = passkeys.creation(who.account());
        return Private.json(
                200, new CeremonyRecord(ceremony.challengeId(), Json.mapper().readTree(ceremony.options())));
    }

    private Answer add(Call call, Principal.Person who) throws Exception {
        NewPasskey wanted = call.json(NewPasskey.class);
        PasskeyRecord added = passkeys.add(
                who.account(),
                Required.text("challengeId", wanted.challengeId()),
                Required.object("credential", wanted.credential()),
                wanted.name(),
                who.actor(Guard.address(call)));
        letters.notice(who.account(), "A passkey was added.");
        return Private.json(201, added);
    }

    private Answer remove(Call call, Principal.Person who) {
        passkeys.remove(who.account(), call.parameter("id"), who.actor(Guard.address(call)));
        return Private.json(200, Ok.OK);
    }
}
