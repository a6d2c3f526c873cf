package com.matrixos.platform.accounts;

import java.time.InstantSource;

/// An app that shows codes, with the clock of whoever holds it.
public final class TotpApp {
    private static final int STEP_SECONDS = 30;

    private final String secret;
    private final InstantSource clock;

    public TotpApp(String secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /// What it shows now.
    public String now() {
        return at(0);
    }

    /// What it shows so many steps later, or before.
    public String at(int steps) {
        return Totp.code(secret, clock.instant().getEpochSecond() / STEP_SECONDS + steps);
    }
}
