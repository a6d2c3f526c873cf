package com.matrixos.testkit.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on a free loopback port that treats every connection as its script says, each on a virtual
/// thread. The connection is closed when its script ends.
public final class RawServer implements AutoCloseable {
    /// What is done with one connection.
    @FunctionalInterface
    public interface Script {
        /// Runs on a thread of its own. What it throws because the connection broke is dropped.
        void run(RawSocket connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<RawSocket> open = new CopyOnWriteArrayList<>();
    private final Thread acceptor = Thread.ofVirtual().name("raw-server").unstarted(this::accept);

    private RawServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    /// Listens, and serves until closed.
    public static RawServer start(Script script) {
        return start(script, 0);
    }

    /// Listens with a receive buffer of about so many bytes, so that a slow reader is noticed soon; 0 for
    /// the usual.
    public static RawServer start(Script script, int receiveBuffer) {
        try {
            var socket = new ServerSocket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
            var server = new RawServer(socket, script);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /// How many connections there have been.
    public int accepted() {
        return accepted.get();
    }

    /// Listens no more: the kernel lets go of the port only when the accepting thread has come back, so
    /// that is waited for, and who connects after this is refused.
    @Override
    public void close() {
        try {
            server.close();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(RawSocket::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = new RawSocket(server.accept());
                open.add(connection);
                accepted.incrementAndGet();
                Thread.ofVirtual().name("raw-connection").start(() -> serve(connection));
            } catch (IOException | UncheckedIOException _) {
                // Closed, or the peer was gone before we looked.
            }
        }
    }

    private void serve(RawSocket connection) {
        try (connection) {
            script.run(connection);
        } catch (IOException | UncheckedIOException _) {
            // The relay cut the connection; what that means is for the test to judge on the client's side.
        } finally {
            open.remove(connection);
        }
    }
}
