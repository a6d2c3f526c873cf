package com.matrixos.platform.containers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks a gateway whether it is ready. A bare socket, not an HTTP client: it is asked a hundred times a
/// second while something starts, and the first line of the answer is all that matters.
final class Probe {
    private static final int CONNECT_MS = 250;

    /// An accepted connection may wait this long for its answer: then the application is up and busy, and
    /// will answer here sooner than anywhere else.
    private static final int READ_MS = 1_000;

    private static final byte[] REQUEST =
            "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// `HTTP/1.x 2`
    private static final int STATUS_LINE = 10;

    private Probe() {}

    /// Whether `GET /health` on this loopback port is answered with a 2xx. That a connection is accepted
    /// says nothing: Docker's port proxy accepts before the application listens. Blocks for about a
    /// second at most.
    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            socket.setSoTimeout(READ_MS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            String start = new String(in.readNBytes(STATUS_LINE), StandardCharsets.US_ASCII);
            return start.matches("HTTP/1\\.[01] 2");
        } catch (IOException _) {
            return false;
        }
    }
}
