package com.matrixos.testkit.model.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A request's body without its framing: of an announced length, or in chunks. Not thread-safe.
final class Body extends InputStream {
    private static final int MAX_LINE = 1024;
    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final InputStream in;
    private final OutputStream out;
    private final boolean chunked;
    private boolean awaited;
    private boolean begun;
    private boolean ended;
    private long left;

    private Body(Head head, InputStream in, OutputStream out, boolean chunked, long length) {
        this.in = in;
        this.out = out;
        this.chunked = chunked;
        this.left = length;
        this.ended = !chunked && length == 0;
        this.awaited = !ended
                && head.header("expect")
                        .filter("100-continue"::equalsIgnoreCase)
                        .isPresent();
    }

    /// @throws BadRequestException when the head does not say where the body ends
    static Body of(Head head, InputStream in, OutputStream out) throws IOException {
        boolean chunked = head.header("transfer-encoding").isPresent();
        String length = head.header("content-length").orElse("0");
        if ((chunked && head.header("content-length").isPresent()) || !length.matches("[0-9]{1,18}")) {
            throw new BadRequestException("the body's length is not clear");
        }
        return new Body(head, in, out, chunked, Long.parseLong(length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        letSend();
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(into, offset, Math.toIntExact(Math.min(length, left)));
        if (got < 0) {
            throw new EOFException("the body ended " + left + " bytes early");
        }
        left -= got;
        ended = !chunked && left == 0;
        return got;
    }

    /// Reads and drops what is left, up to so many bytes: who is still sending does not hear an answer.
    ///
    /// @return whether the end was reached, and the connection can carry another request
    boolean drain(long most) throws IOException {
        if (awaited) {
            return false; // the client may send the body or not, now that it has an answer
        }
        byte[] dropped = new byte[64 * 1024];
        for (long dropping = most; dropping > 0; ) {
            int got = read(dropped, 0, dropped.length);
            if (got < 0) {
                return true;
            }
            dropping -= got;
        }
        return ended;
    }

    private void letSend() throws IOException {
        if (awaited) {
            awaited = false;
            out.write(GO_ON);
            out.flush();
        }
    }

    private void nextChunk() throws IOException {
        if (begun) {
            Head.required(Head.line(in, MAX_LINE));
        }
        begun = true;
        String size = Head.required(Head.line(in, MAX_LINE)).split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new BadRequestException("a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            Head.headers(in, MAX_LINE);
            ended = true;
        }
    }
}
