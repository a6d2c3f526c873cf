package com.matrixos.home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// As much of a browser as the training run needs, on a plain socket: the JDK's own HTTP client would put a thousand
/// classes into the cache that the computer never uses.
///
/// @param port on the loopback address
record TrainingClient(int port) {
    private static final String UPGRADE = String.join(
            "\r\n",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "");
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int BINARY = 2;
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_CLOSE = 0x88;
    private static final int MASKED = 0x80;

    /// The whole answer, header and body.
    byte[] get(String path) throws IOException {
        try (Socket socket = connect()) {
            ask(socket.getOutputStream(), path, "Connection: close\r\n");
            return socket.getInputStream().readAllBytes();
        }
    }

    /// Types into a new terminal and reads until it has shown the text.
    void terminal(String typed, String shown) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            ask(out, "/ws/terminal", UPGRADE);
            InputStream in = socket.getInputStream();
            readHeader(in);
            send(out, FINAL_TEXT, "{\"type\":\"resize\",\"cols\":100,\"rows\":30}");
            send(out, FINAL_TEXT, "{\"type\":\"input\",\"data\":\"" + typed.replace("\n", "\\n") + "\"}");
            var output = new ByteArrayOutputStream();
            while (!output.toString(StandardCharsets.UTF_8).contains(shown)) {
                readFrame(in, output);
            }
            send(out, FINAL_TEXT, "{\"type\":\"ack\",\"offset\":1}");
            send(out, FINAL_CLOSE, "\u0003\u00e8");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private void ask(OutputStream out, String path, String more) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + more + "\r\n";
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void readHeader(InputStream in) throws IOException {
        var header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            header.append((char) octet(in));
        }
        if (!header.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + header);
        }
    }

    /// With a mask of zeros, which leaves the payload as it is; of at most 125 bytes.
    private static void send(OutputStream out, int kind, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        var frame = new ByteArrayOutputStream();
        frame.write(kind);
        frame.write(MASKED | payload.length);
        frame.write(new byte[4]);
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    private static void readFrame(InputStream in, OutputStream output) throws IOException {
        int kind = octet(in) & 0xf;
        int length = octet(in);
        if (length == 126) {
            length = octet(in) << 8 | octet(in);
        }
        byte[] payload = in.readNBytes(length);
        if (kind == BINARY) {
            output.write(payload);
        }
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new IOException("the connection has ended");
        }
        return octet;
    }
}
