package com.matrixos.platform.signin;

import com.matrixos.api.Ok;
import com.matrixos.api.accounts.CodeConfirmation;
import com.matrixos.api.accounts.PasswordConfirmation;
import com.matrixos.api.accounts.RecoveryCodes;
import com.matrixos.api.accounts.TotpSetup;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Confirmation;
import com.matrixos.platform.accounts.SecondFactors;
import com.matrixos.platform.audit.Actor;

/// The second factor of one's own account.
final class TotpRoutes {
    private final Guard guard;
    private final Confirmation confirmation;
    private final SecondFactors secondFactors;
    private final Letters letters;

    TotpRoutes(Guard guard, Confirmation confirmation, SecondFactors secondFactors, Letters letters) {
        this.guard = guard;
        this.confirmation = confirmation;
        this.secondFactors = secondFactors;
        this.letters = letters;
    }

    void addTo(Routes routes) {
        routes.post("/api/me/totp", guard.person(Later.told(this::offer)))
                .post("/api/me/totp/confirm", guard.person(this::confirm))
                .post("/api/me/totp/disable", guard.person(Later.told(this::disable)))
                .post("/api/me/recovery-codes", guard.person(Later.told(this::renewCodes)));
    }

    private Answer offer(Call call, Principal.Person who) throws Exception {
        confirmed(call, who);
        SecondFactors.Offer offer = secondFactors.offer(who.account());
        return Private.json(200, new TotpSetup(offer.secret(), offer.uri(), Qr.svg(offer.uri())));
    }

    private Answer confirm(Call call, Principal.Person who) throws Exception {
        String code = Required.text("code", call.json(CodeConfirmation.class).code());
        var codes = new RecoveryCodes(secondFactors.confirm(who.account(), code, who.actor(Guard.address(call))));
        letters.notice(who.account(), "Signing in with the password now needs a code of an app.");
        return Private.json(200, codes);
    }

    private Answer disable(Call call, Principal.Person who) throws Exception {
        secondFactors.disable(who.account(), confirmed(call, who));
        letters.notice(who.account(), "Signing in with the password needs no code any more.");
        return Private.json(200, Ok.OK);
    }

    private Answer renewCodes(Call call, Principal.Person who) throws Exception {
        Actor actor = confirmed(call, who);
        return Private.json(200, new RecoveryCodes(secondFactors.renewCodes(who.account(), actor)));
    }

    private Actor confirmed(Call call, Principal.Person who) throws Exception {
        Actor actor = who.actor(Guard.address(call));
        confirmation.check(
                who.account(),
                who.session(),
                call.json(PasswordConfirmation.class).password(),
                actor);
        return actor;
    }
}
