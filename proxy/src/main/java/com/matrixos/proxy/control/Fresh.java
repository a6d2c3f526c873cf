package com.matrixos.proxy.control;

import com.matrixos.proxy.ledger.Ledger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a reader wait until what calls have told the ledger is written down, so that who has just made a call
/// sees what it has cost.
final class Fresh {
    private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Ledger ledger;

    Fresh(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Waits for a second at the most: a ledger that cannot write must not keep anybody from reading.
    void await() {
        if (!ledger.writable()) {
            return;
        }
        try {
            Thread waiting = Thread.ofVirtual().name("flush").start(this::flush);
            waiting.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() {
        try {
            ledger.flush();
        } catch (IllegalStateException e) {
            LOG.warn("read without what is not written yet", e);
        }
    }
}
