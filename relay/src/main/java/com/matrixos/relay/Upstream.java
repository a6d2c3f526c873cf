package com.matrixos.relay;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A server behind the relay. Connections are pooled by it, so equal upstreams share them.
public sealed interface Upstream {
    /// A TCP address, spoken to in the clear.
    record Tcp(InetSocketAddress address) implements Upstream {}

    /// A host and port spoken to over TLS, its certificate verified against the host's name. The name is
    /// looked up anew for each connection.
    record Tls(String host, int port) implements Upstream {}

    /// A socket in the file system.
    record Unix(Path socket) implements Upstream {}
}
