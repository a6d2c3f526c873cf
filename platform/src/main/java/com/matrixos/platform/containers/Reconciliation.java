package com.matrixos.platform.containers;

import com.matrixos.platform.containers.Event.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One comparison of all rows with all labelled containers.
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    /// Containers seen to at one time.
    private static final int AT_ONCE = 16;

    private final ContainerEngine engine;
    private final Map<Handle, ContainerActor> actors;

    Reconciliation(ContainerEngine engine, Map<Handle, ContainerActor> actors) {
        this.engine = engine;
        this.actors = actors;
    }

    /// Returns when every row and its container agree, or could not be made to.
    void run() {
        Map<Handle, Sighting> seen;
        ensureNetwork();
        try {
            seen = engine.list().stream()
                    .collect(Collectors.toMap(Sighting::handle, Function.identity(), (first, _) -> first));
        } catch (EngineException e) {
            LOG.warn("not reconciled, the engine does not answer reason={}", e.toString());
            return;
        }
        seen.values().stream()
                .filter(container -> !actors.containsKey(container.handle()))
                .forEach(unknown -> LOG.warn(
                        "container has our label and no row, leaving it alone handle={} id={} condition={}",
                        unknown.handle(),
                        unknown.id(),
                        unknown.condition()));
        var turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ContainerActor actor : List.copyOf(actors.values())) {
                threads.execute(() -> Containers.logged(actor.handle(), () -> reconcile(actor, seen, turns)));
            }
        }
        LOG.info("reconciled rows={} containers={}", actors.size(), seen.size());
    }

    /// The proxy listens on the network's bridge, so it shall be there before the first container is. Rows
    /// can be seen to without it.
    private void ensureNetwork() {
        try {
            engine.ensureNetwork();
        } catch (EngineException e) {
            LOG.warn("no network for containers reason={}", e.toString());
        }
    }

    private static void reconcile(ContainerActor actor, Map<Handle, Sighting> seen, Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            actor.take(Order.RESUME);
            actor.compare(Optional.ofNullable(seen.get(actor.handle())));
        } finally {
            turns.release();
        }
    }
}
