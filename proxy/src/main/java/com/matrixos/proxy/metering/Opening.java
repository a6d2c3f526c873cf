package com.matrixos.proxy.metering;

import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.OpenCall;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The row of a call in the ledger from when it is asked for to when it is there. It may be asked for while the body
/// still comes, so that the commit and the reading of the body take their time side by side.
final class Opening {
    private final Ledger ledger;
    private final CompletableFuture<Boolean> written = new CompletableFuture<>();

    private Opening(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Asks for a row.
    static Opening of(Ledger ledger, OpenCall call) {
        var opening = new Opening(ledger);
        ledger.open(call, opening.written::complete);
        return opening;
    }

    /// More is known of the call than when its row was asked for.
    void known(OpenCall call) {
        ledger.known(call);
    }

    /// Tells whether there is a row, once that is known: on this thread or on the ledger's.
    void then(Consumer<Boolean> next) {
        var _ = written.thenAccept(next);
    }
}
