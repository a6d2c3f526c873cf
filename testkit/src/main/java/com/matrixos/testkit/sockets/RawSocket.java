package com.matrixos.testkit.sockets;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One end of a TCP connection, written to and read from byte by byte. A read that gets nothing for half a
/// minute fails, so that no test hangs. For one thread in each direction.
public final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /// Wraps a connected socket.
    public RawSocket(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects to an address.
    public static RawSocket connect(InetSocketAddress address) {
        return connect(address, 0);
    }

    /// Connects with a receive buffer of about so many bytes, so that a slow reader is noticed soon; 0 for
    /// the usual.
    public static RawSocket connect(InetSocketAddress address, int receiveBuffer) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(address, PATIENCE_MILLIS);
            return new RawSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends these characters as Latin-1 octets, at once.
    public RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends these octets, at once.
    public RawSocket send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a message's head, without any body.
    public RawMessage readHead() {
        try {
            String startLine = line();
            return new RawMessage(startLine, lines(), "", List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a message whose body is framed by its head: none, a length, or chunks.
    public RawMessage read() {
        try {
            var head = readHead();
            if (head.header("transfer-encoding").isPresent()) {
                var body = new ByteArrayOutputStream();
                for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                    body.write(chunk);
                }
                return head.withBody(body.toByteArray(), lines());
            }
            int length = head.header("content-length").map(Integer::parseInt).orElse(0);
            return head.withBody(exactly(length), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads exactly so many octets.
    public byte[] exactly(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads to the end of the stream.
    public String readToEnd() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads until the other side has ended or reset the connection; what came before is dropped.
    public void awaitClosed() {
        try {
            var _ = in.transferTo(OutputStream.nullOutputStream());
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the other side did not close", e);
        } catch (IOException _) {
            // A reset is an end, too.
        }
    }

    /// The stream of what comes.
    public InputStream in() {
        return in;
    }

    /// The stream of what goes.
    public OutputStream out() {
        return out;
    }

    /// Ends this side and leaves the other open.
    public RawSocket endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes with a reset.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        byte[] bytes = exactly(size);
        if (size > 0 && !line().isEmpty()) {
            throw new IOException("a chunk without its line end");
        }
        return bytes;
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.append((char) b);
            b = in.read();
        }
        if (b < 0) {
            throw new EOFException("ended after: " + line);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("a line without CR: " + line);
        }
        return line.substring(0, line.length() - 1);
    }
}
