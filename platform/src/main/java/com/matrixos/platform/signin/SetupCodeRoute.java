package com.matrixos.platform.signin;

import com.matrixos.api.accounts.SetupCode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.SetupCodes;

/// Gives the operator the code that makes its first user admin.
final class SetupCodeRoute {
    private final Guard guard;
    private final SetupCodes codes;
    private final PublicAddress address;

    SetupCodeRoute(Guard guard, SetupCodes codes, PublicAddress address) {
        this.guard = guard;
        this.codes = codes;
        this.address = address;
    }

    void addTo(Routes routes) {
        routes.post("/api/setup-code", guard.steering(this::make));
    }

    private Answer make(Call call, Principal who) {
        String code = codes.make(who.actor(Guard.address(call)));
        return Private.json(201, new SetupCode(code, address.site() + "/signup#code=" + code));
    }
}
