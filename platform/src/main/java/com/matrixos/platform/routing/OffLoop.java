package com.matrixos.platform.routing;

import com.matrixos.relay.Verdict;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a verdict on a virtual thread, and a verdict it always is: a request whose decision failed must
/// not hang.
final class OffLoop {
    private static final Logger LOG = LoggerFactory.getLogger(OffLoop.class);

    private OffLoop() {}

    /// Decides with what `work` returns, or with `otherwise` when it throws.
    static void decide(String name, Consumer<Verdict> decide, Supplier<Verdict> work, Supplier<Verdict> otherwise) {
        Thread.ofVirtual().name(name).start(() -> {
            Verdict verdict;
            try {
                verdict = work.get();
            } catch (RuntimeException e) {
                LOG.error("no verdict thread={}", name, e);
                verdict = otherwise.get();
            }
            decide.accept(verdict);
        });
    }
}
