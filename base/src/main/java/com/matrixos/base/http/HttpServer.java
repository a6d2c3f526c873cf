package com.matrixos.base.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// A running HTTP/1.1 server that answers from [Routes]. Every request runs on a virtual thread.
///
/// Jetty core, without servlets: 157 ms to listening where Vert.x takes 200 and Javalin 268
/// (docs/decisions).
public final class HttpServer implements AutoCloseable {
    private static final int MAX_SOCKET_MESSAGE = 1024 * 1024;

    /// How long an idle kept-alive connection may delay the stop, in ms; Jetty's own second is felt at
    /// every restart.
    private static final long STOP_IDLE_MS = 50;

    private static final Duration SOCKET_IDLE = Duration.ofMinutes(10);

    /// Jetty's default, but for a percent sign in a name: `100%25.txt` is a file like any other.
    private static final UriCompliance URIS =
            UriCompliance.DEFAULT.with("MATRIX", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private final Server server;

    private HttpServer(Server server) {
        this.server = server;
    }

    /// Starts to put a server together.
    public static Builder builder(Routes routes) {
        return new Builder(routes);
    }

    /// The port of the n-th TCP listener, in the order they were added.
    public int port(int n) {
        return ((ServerConnector) server.getConnectors()[n]).getLocalPort();
    }

    /// Stops listening, lets what is being answered end within the grace period, then closes every
    /// connection.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("stop listening", e);
        }
    }

    /// Collects listeners and filters. Not thread-safe.
    public static final class Builder {
        private final Routes routes;
        private final List<Filter> filters = new ArrayList<>();
        private final List<InetSocketAddress> addresses = new ArrayList<>();
        private final List<Path> sockets = new ArrayList<>();
        private Duration grace = Duration.ofSeconds(3);
        private Duration socketIdle = SOCKET_IDLE;

        private Builder(Routes routes) {
            this.routes = routes;
        }

        /// Adds a filter; the first added is the outermost.
        public Builder filter(Filter filter) {
            filters.add(filter);
            return this;
        }

        /// Listens on a TCP address.
        public Builder listen(InetSocketAddress address) {
            addresses.add(address);
            return this;
        }

        /// Listens on a Unix socket. A socket file left behind by a killed process is replaced. Whoever
        /// may enter the folder may connect, so the folder should be the process's own.
        public Builder listen(Path socket) {
            sockets.add(socket);
            return this;
        }

        /// How long [HttpServer#close] waits for answers under way.
        public Builder grace(Duration grace) {
            this.grace = grace;
            return this;
        }

        /// After how long without a byte either way a WebSocket is closed; ten minutes unless set.
        public Builder socketIdle(Duration socketIdle) {
            this.socketIdle = socketIdle;
            return this;
        }

        /// Listens on everything that was added.
        ///
        /// @throws UncheckedIOException when an address is taken; nothing is left listening
        public HttpServer start() {
            var server = new Server(threads());
            server.setStopTimeout(grace.toMillis());
            server.setErrorHandler(new ProblemPages());
            ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
            sockets.setMaxTextMessageSize(MAX_SOCKET_MESSAGE);
            sockets.setMaxBinaryMessageSize(MAX_SOCKET_MESSAGE);
            sockets.setIdleTimeout(socketIdle);
            server.setHandler(new GracefulHandler(new Dispatcher(routes, filters, sockets)));
            connect(server);
            try {
                server.start();
            } catch (Exception e) {
                stopQuietly(server, e);
                throw new UncheckedIOException(new IOException("cannot listen: " + e.getMessage(), e));
            }
            return new HttpServer(server);
        }

        private void connect(Server server) {
            var http = new HttpConfiguration();
            http.setSendServerVersion(false);
            http.setRelativeRedirectAllowed(true);
            http.setUriCompliance(URIS);
            for (InetSocketAddress address : addresses) {
                var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
                connector.setShutdownIdleTimeout(STOP_IDLE_MS);
                connector.setHost(address.getHostString());
                connector.setPort(address.getPort());
                server.addConnector(connector);
            }
            for (Path socket : sockets) {
                var connector = new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(http));
                connector.setShutdownIdleTimeout(STOP_IDLE_MS);
                connector.setUnixDomainPath(fresh(socket));
                server.addConnector(connector);
            }
        }

        private static Path fresh(Path socket) {
            try {
                Files.deleteIfExists(socket);
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException("replace the socket " + socket, e);
            }
        }

        private static ThreadPool threads() {
            var pool = new QueuedThreadPool(16, 3);
            pool.setName("http");
            pool.setDaemon(true);
            pool.setVirtualThreadsExecutor(new VirtualThreadPool());
            return pool;
        }

        private static void stopQuietly(Server server, Exception cause) {
            try {
                server.stop();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }
}
