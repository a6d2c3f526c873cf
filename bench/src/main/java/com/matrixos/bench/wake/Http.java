package com.matrixos.bench.wake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One request on one connection, written and read by hand: a client with a pool or a parser of its own would add its
/// costs to what is measured.
final class Http {
    private Http() {}

    /// @param status of the status line
    /// @param head the status line and all header lines
    /// @param body everything after the header, chunk sizes included where the server sent chunks
    /// @param firstByteNanos [System#nanoTime] when the first byte of the answer had arrived
    record Reply(int status, String head, String body, long firstByteNanos) {
        /// This reply, if it is a success.
        Reply orThrow(String what) {
            if (status >= 400) {
                throw new IllegalStateException(what + " answered " + status + ": " + body);
            }
            return this;
        }
    }

    static SocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static SocketAddress unix(String path) {
        return UnixDomainSocketAddress.of(Path.of(path));
    }

    /// Sends a request and reads the whole answer.
    ///
    /// @param head method and path, then further header lines, each ended by CR LF
    /// @throws IOException when there is no answer, also when the connection ends before its first byte
    static Reply ask(SocketAddress address, String head, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String request = head + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n" + body;
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            return read(channel);
        }
    }

    private static Reply read(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        var text = new StringBuilder();
        if (channel.read(buffer) < 0) {
            throw new IOException("the connection ended before the answer");
        }
        long firstByte = System.nanoTime();
        do {
            text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            buffer.clear();
        } while (channel.read(buffer) >= 0);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0 || text.length() < 12) {
            throw new IOException("not an HTTP answer: " + text);
        }
        return new Reply(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, headEnd),
                text.substring(headEnd + 4),
                firstByte);
    }
}
