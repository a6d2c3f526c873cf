package com.matrixos.platform.containers;

import com.matrixos.platform.containers.Sighting.Condition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the proxy's idea of where each container is, because a token counts from there alone: nowhere in
/// particular from just before a start, which may give it another address, and known before anybody is let in.
///
/// What shall be so is written down first and told as all tokens are, again and again until it is heard; a
/// proxy that is out or slow does not hold a start up for long. Calls block; safe for use from any thread.
final class Bindings {
    private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);

    private final ContainerStore store;
    private final ContainerEngine engine;
    private final TokenGrants grants;
    private final Duration patience;

    /// Whether containers speak to the proxy themselves. Where the operator has put something between, the
    /// proxy sees that one's address, so none is bound.
    private final boolean direct;

    Bindings(ContainerStore store, ContainerEngine engine, TokenGrants grants, ContainerSettings settings) {
        this.store = store;
        this.engine = engine;
        this.grants = grants;
        this.patience = settings.timing().proxyPatience();
        this.direct = settings.proxyUrl().isEmpty();
    }

    /// The container is about to be started.
    void unbind(Handle handle) {
        if (store.bind(handle, Optional.empty())) {
            briefly(CompletableFuture.runAsync(grants::tell, Bindings::elsewhere));
        }
    }

    /// Has the engine asked where the container is as soon as this start of it is done, which goes on by
    /// itself while the container boots. What fails there is no reason not to start; the token then counts from
    /// anywhere, as before.
    ///
    /// @return waits, but not for long, until the proxy has been told; to be run before anybody is let in
    Runnable announce(Handle handle, CompletableFuture<Void> start) {
        CompletableFuture<Void> told = start.thenRunAsync(() -> announce(handle), Bindings::elsewhere);
        return () -> briefly(told);
    }

    private void announce(Handle handle) {
        try {
            if (engine.inspect(handle).filter(Sighting::ours).filter(this::note).isPresent()) {
                grants.tell();
            }
        } catch (EngineException e) {
            LOG.warn("address not learnt handle={} reason={}", handle, e.toString());
        }
    }

    /// One that runs was seen just now, maybe elsewhere than before: the engine restarts containers by itself.
    /// Does not wait until the proxy has heard of it.
    void seen(Sighting container) {
        if (note(container)) {
            elsewhere(grants::tell);
        }
    }

    /// Whether the proxy has been or will be told that the container is where it was seen.
    boolean agrees(Sighting container) {
        return !direct
                || container.condition() != Condition.RUNNING
                || container.address().isEmpty()
                || container.address().equals(store.address(container.handle()));
    }

    /// Writes down where a container was seen.
    ///
    /// @return whether that is news
    private boolean note(Sighting container) {
        return !agrees(container) && store.bind(container.handle(), container.address());
    }

    /// Waits for work that goes on by itself, but not for long, and whatever comes of it.
    private void briefly(CompletableFuture<Void> work) {
        work.exceptionally(_ -> null)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static void elsewhere(Runnable task) {
        Thread.ofVirtual().name("tell proxy").start(task);
    }
}
