package com.matrixos.proxy;

import com.matrixos.base.config.Config;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.time.Scheduler;
import com.matrixos.proxy.listen.Listeners;
import java.net.InetSocketAddress;
import java.util.List;

/// The composition root: every part of the proxy, made by hand in the order of its start.
final class Proxy implements AutoCloseable {
    private final Lifecycle lifecycle;
    private final Listeners listeners;

    private Proxy(Lifecycle lifecycle, Listeners listeners) {
        this.lifecycle = lifecycle;
        this.listeners = listeners;
    }

    /// Starts everything and listens. On a failure nothing is left running.
    ///
    /// @throws java.io.UncheckedIOException when a literal address of `PROXY_BIND` is taken
    /// @throws IllegalStateException when another proxy has the run folder or the database
    static Proxy start(Config config, Scheduler scheduler) {
        var lifecycle = new Lifecycle();
        try {
            return new Proxy(lifecycle, new Wiring(config, scheduler, lifecycle).start());
        } catch (RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /// Where the proxy listens now; interfaces come and go.
    List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
