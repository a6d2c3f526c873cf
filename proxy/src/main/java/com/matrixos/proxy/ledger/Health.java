package com.matrixos.proxy.ledger;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Whether the tables take what they are given. Told by the ledger's thread, asked from any.
final class Health {
    /// How long a commit is proof that the next one will succeed as well. Under load the last one is a few
    /// milliseconds old. Who calls after a pause waits for the row, so that a disk that has filled up
    /// meanwhile gives no call away.
    private static final long PROOF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private volatile boolean writable = true;
    private volatile long provenUntil;

    /// @param nanos a clock for spans of time
    Health(LongSupplier nanos) {
        this.nanos = nanos;
        provenUntil = nanos.getAsLong();
    }

    void succeeded() {
        writable = true;
        provenUntil = nanos.getAsLong() + PROOF_NANOS;
    }

    void failed() {
        writable = false;
    }

    boolean isWritable() {
        return writable;
    }

    /// Whether a call may begin before its row is committed.
    boolean isProven() {
        return writable && nanos.getAsLong() - provenUntil < 0;
    }
}
