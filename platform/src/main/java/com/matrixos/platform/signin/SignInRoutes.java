package com.matrixos.platform.signin;

import com.matrixos.api.accounts.CeremonyRecord;
import com.matrixos.api.accounts.PasskeyAnswer;
import com.matrixos.api.accounts.SignInRequest;
import com.matrixos.api.accounts.SignUpRequest;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Passkeys;
import com.matrixos.platform.accounts.SignIn;
import com.matrixos.platform.accounts.SignUp;
import com.matrixos.platform.audit.Actor;

/// Signing up, in and out.
final class SignInRoutes {
    private final Guard guard;
    private final SignUp signUp;
    private final SignIn signIn;
    private final Passkeys passkeys;
    private final Arrivals arrivals;

    SignInRoutes(Guard guard, SignUp signUp, SignIn signIn, Passkeys passkeys, Arrivals arrivals) {
        this.guard = guard;
        this.signUp = signUp;
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.arrivals = arrivals;
    }

    void addTo(Routes routes) {
        routes.post("/api/auth/signup", guard.open(Later.told((call, _) -> signUp(call))))
                .post("/api/auth/login", guard.open(Later.told((call, _) -> signIn(call))))
                .post("/api/auth/logout", guard.open(arrivals::signOut))
                .post("/api/auth/passkey/options", guard.open((_, _) -> options()))
                .post("/api/auth/passkey", guard.open((call, _) -> passkey(call)));
    }

    private Answer signUp(Call call) throws Exception {
        Account account = signUp.signUp(call.json(SignUpRequest.class), nobody(call));
        return arrivals.signIn(201, call, account);
    }

    private Answer signIn(Call call) throws Exception {
        SignInRequest request = call.json(SignInRequest.class);
        Account account = signIn.signIn(
                Required.text("identifier", request.identifier()),
                Required.text("password", request.password()),
                request.code(),
                nobody(call));
        return arrivals.signIn(200, call, account);
    }

    private Answer options() throws Exception {
        Passkeys.Ceremony ceremony = passkeys.request();
        return Private.json(
                200, new CeremonyRecord(ceremony.challengeId(), Json.mapper().readTree(ceremony.options())));
    }

    private Answer passkey(Call call) throws Exception {
        PasskeyAnswer answer = call.json(PasskeyAnswer.class);
        Actor nobody = nobody(call);
        Account account = passkeys.signIn(
                Required.text("challengeId", answer.challengeId()),
                Required.object("credential", answer.credential()),
                nobody);
        return arrivals.signIn(200, call, signIn.admit(account, nobody));
    }

    private static Actor nobody(Call call) {
        return new Principal.Nobody().actor(Guard.address(call));
    }
}
