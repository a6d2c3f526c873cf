package com.matrixos.relay;

import java.net.InetSocketAddress;
import java.time.Duration;

/// A running relay. Safe for use from any thread.
@SuppressWarnings("DoNotCallSuggester")
public final class Relay implements AutoCloseable {
    private Relay() {}

    /// Starts the event loops; nothing listens yet.
    public static Relay start(RelayConfig config, Router router) {
        throw new IllegalStateException("thin version pending: " + config + router);
    }

    /// Listens on an address, port 0 for any free one, and returns the address it got.
    ///
    /// @throws java.io.UncheckedIOException when it is taken
    public InetSocketAddress bind(InetSocketAddress address) {
        throw new IllegalStateException("thin version pending: " + address);
    }

    /// How many exchanges and tunnels are open.
    public int open() {
        return 0;
    }

    /// Takes no new connections, lets exchanges under way end within the grace period, then cuts the rest.
    public void close(Duration grace) {}

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
