package com.matrixos.proxy.owned;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where the money for something that is being made lies, until it is known whether it was made. Safe for use
/// from any thread.
final class Deposit {
    /// Null once it is over: an upstream may refuse a request before the request's end, where money is set
    /// aside.
    private final AtomicReference<@Nullable BatchHold> hold = new AtomicReference<>(BatchHold.NONE);

    /// Lays this down, or gives it back when it comes too late. For one hold only.
    void put(BatchHold money) {
        if (!hold.compareAndSet(BatchHold.NONE, money)) {
            money.release();
        }
    }

    /// What lies here is the caller's from now on.
    BatchHold take() {
        BatchHold taken = hold.getAndSet(null);
        return taken == null ? BatchHold.NONE : taken;
    }

    /// Nothing was made.
    void back() {
        take().release();
    }
}
