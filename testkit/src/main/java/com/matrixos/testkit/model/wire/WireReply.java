package com.matrixos.testkit.model.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer's side of one exchange. Nothing is held back: each call is one write to the socket. For the
/// thread that answers the request.
public final class WireReply {
    /// A body that is longer was refused because of its length; more of it is not listened to.
    private static final long MAX_DRAINED = 64L * 1024 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Body body;
    private final boolean head;
    private final boolean last;
    private @Nullable Watch watch;
    private boolean begun;
    private boolean ended;

    WireReply(Socket socket, InputStream in, Head head, Body body) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.body = body;
        this.head = head.method().equals("HEAD");
        this.last = head.last();
    }

    /// A whole answer; to a HEAD request its length alone.
    public void whole(int status, Map<String, String> headers, byte[] bytes) throws IOException {
        partly(status, headers, bytes, bytes.length);
        ended = true;
    }

    /// An answer that announces all of these bytes and sends the first so many of them.
    public void partly(int status, Map<String, String> headers, byte[] bytes, int sent) throws IOException {
        byte[] first = start(status, headers, "content-length: " + bytes.length);
        int following = head ? 0 : sent;
        byte[] message = new byte[first.length + following];
        System.arraycopy(first, 0, message, 0, first.length);
        System.arraycopy(bytes, 0, message, first.length, following);
        out.write(message);
    }

    /// Begins an answer whose length is not known.
    public void begin(int status, Map<String, String> headers) throws IOException {
        out.write(start(status, headers, "transfer-encoding: chunked"));
    }

    /// Sends bytes as one chunk in one write; none at all are not sent, for an empty chunk would be the end.
    public void send(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        out.write(chunk);
    }

    /// Ends what [#begin] began.
    public void end() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        ended = true;
    }

    /// Breaks the connection off, in the middle of whatever it is at, with a reset.
    public void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// From now on the calling thread is interrupted when the client goes away. To be called when the body
    /// has been read.
    public void watch() {
        watch = Watch.start(in, Thread.currentThread());
    }

    /// Whether something was sent, so that no other answer can be given any more.
    public boolean begun() {
        return begun;
    }

    /// Whether the connection can carry another request. Waits for the first byte of it when the client is
    /// watched.
    boolean finish() throws IOException, InterruptedException {
        if (watch != null) {
            return watch.join() && ended && !last;
        }
        return ended && body.drain(MAX_DRAINED) && !last;
    }

    private byte[] start(int status, Map<String, String> headers, String framing) {
        begun = true;
        var text = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(status)
                .append(status < 400 ? " OK\r\n" : " Error\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (last) {
            text.append("connection: close\r\n");
        }
        return text.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
