package com.matrixos.testkit.model.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Listens on a TCP address and answers every connection on a virtual thread of its own, request after
/// request.
public final class WireServer implements AutoCloseable {
    private static final int BACKLOG = 4096;

    /// Longer than any proxy keeps an idle connection, so that it is never this side that closes one under
    /// way.
    private static final int IDLE_MILLIS = 300_000;

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket server;
    private final WireHandler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = Thread.ofVirtual().name("accept").unstarted(this::accept);

    private WireServer(ServerSocket server, WireHandler handler) {
        this.server = server;
        this.handler = handler;
    }

    /// Listens, and serves until closed.
    ///
    /// @throws UncheckedIOException when the address is taken
    public static WireServer start(InetSocketAddress address, WireHandler handler) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            var server = new WireServer(socket, handler);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /// The port it got.
    public int port() {
        return server.getLocalPort();
    }

    /// Listens no more, and closes every connection. The kernel lets go of the port only when the accepting
    /// thread has come back, so that is waited for.
    @Override
    public void close() {
        try {
            server.close();
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("connection").start(() -> serve(socket));
            } catch (IOException _) {
                // closed, or the client was gone before we looked
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            while (exchange(socket, in)) {
                // one request after the other
            }
        } catch (IOException _) {
            // the client is gone, or the handler has cut the connection
        } catch (InterruptedException _) {
            // the client has gone while it was being answered
        } finally {
            open.remove(socket);
        }
    }

    /// Whether another request may follow.
    private boolean exchange(Socket socket, BufferedInputStream in) throws IOException, InterruptedException {
        try {
            Optional<Head> head = Head.read(in);
            if (head.isEmpty()) {
                return false;
            }
            var body = Body.of(head.get(), in, socket.getOutputStream());
            var reply = new WireReply(socket, in, head.get(), body);
            handler.handle(WireRequest.of(head.get(), body), reply);
            return reply.finish();
        } catch (BadRequestException e) {
            String answer = "HTTP/1.1 400 Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return false;
        }
    }
}
