package com.matrixos.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The one answer to one question put to the router. Brings it to the exchange's event loop from whatever
/// thread it comes on; a second answer is ignored.
final class Decision extends AtomicBoolean implements Consumer<Verdict> {
    private static final long serialVersionUID = 1;

    private final transient Exchange exchange;

    Decision(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void accept(Verdict verdict) {
        if (!compareAndSet(false, true)) {
            return;
        }
        var loop = exchange.worker().loop;
        if (loop.inEventLoop()) {
            exchange.decided(verdict);
        } else {
            loop.execute(() -> exchange.decided(verdict));
        }
    }
}
