package com.matrixos.proxy.budget;

/// Money that is set aside for one call, in the day and month in which it was admitted. Ended once, by
/// [#settle] or [#release]; what comes after that does nothing. Safe for use from any thread.
public final class Hold {
    private final Account account;
    final Account.Period day;
    final Account.Period month;
    long granted; // guarded by the account
    boolean over; // guarded by the account

    Hold(Account account, Account.Period day, Account.Period month, long granted) {
        this.account = account;
        this.day = day;
        this.month = month;
        this.granted = granted;
    }

    /// What is set aside, in pico-USD.
    public long granted() {
        return account.grow(this, 0);
    }

    /// Sets more aside, as far as the limits leave room, and returns what that comes to.
    ///
    /// @param wantPico in all, in pico-USD
    public long grow(long wantPico) {
        return account.grow(this, wantPico);
    }

    /// The call is over and has cost this much, which may be more or less than was set aside.
    public void settle(long costPico) {
        account.end(this, costPico);
    }

    /// The call never was.
    public void release() {
        account.end(this, 0);
    }
}
