package com.matrixos.testkit.anthropic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The answer's side of one exchange. Nothing is held back: each call is one write to the socket.
public final class Reply {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable;

    Reply(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /// A whole answer with its length.
    ///
    /// @param headers lines without line ends, for example `request-id: req_1`
    public void whole(int status, byte[] body, String... headers) throws IOException {
        var head = head(status, headers)
                .append("content-length: ")
                .append(body.length)
                .append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        reusable = true;
    }

    /// A whole JSON answer.
    public void json(int status, String body, String... headers) throws IOException {
        var more = new String[headers.length + 1];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = "content-type: application/json";
        whole(status, body.getBytes(StandardCharsets.UTF_8), more);
    }

    /// An error in Anthropic's shape.
    public void error(int status, String type, String message, String... headers) throws IOException {
        json(
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}",
                headers);
    }

    /// Begins a chunked answer.
    public void begin(int status, String... headers) throws IOException {
        String head = head(status, headers)
                .append("transfer-encoding: chunked\r\n\r\n")
                .toString();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// Begins an event stream.
    public void beginEvents(String... headers) throws IOException {
        var more = new String[headers.length + 1];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = "content-type: text/event-stream; charset=utf-8";
        begin(200, more);
    }

    /// Sends bytes as one chunk in one write.
    public void send(byte[] bytes) throws IOException {
        byte[] size = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + bytes.length + 2 * LINE_END.length];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(LINE_END, 0, chunk, size.length, 2);
        System.arraycopy(bytes, 0, chunk, size.length + 2, bytes.length);
        System.arraycopy(LINE_END, 0, chunk, chunk.length - 2, 2);
        out.write(chunk);
        out.flush();
    }

    /// Sends text in UTF-8 as one chunk.
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends a chunked answer.
    public void end() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        reusable = true;
    }

    /// Says nothing more until the client closes the connection; returns then.
    public void hang() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /// Cuts the connection in the middle of whatever it is at, with a reset.
    public void die() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Whether the answer was ended in a way that leaves the connection usable.
    boolean reusable() {
        return reusable;
    }

    private static StringBuilder head(int status, String... headers) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head;
    }
}
