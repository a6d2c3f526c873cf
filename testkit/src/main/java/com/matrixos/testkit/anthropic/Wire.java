package com.matrixos.testkit.anthropic;

import com.matrixos.testkit.anthropic.RecordedRequest.Header;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads requests off a connection. Written here, and not taken from a server library, so that what is
/// recorded is what was on the wire.
final class Wire {
    private final InputStream in;

    Wire(InputStream in) {
        this.in = in;
    }

    /// The next request, body and all; empty when the client has closed the connection instead.
    Optional<RecordedRequest> next() throws IOException {
        String first = line();
        if (first == null) {
            return Optional.empty();
        }
        String[] parts = first.split(" ", 3);
        var headers = new ArrayList<Header>();
        for (String line = required(line()); !line.isEmpty(); line = required(line())) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        MessageDigest digest = sha256();
        long length = body(headers, digest);
        return Optional.of(new RecordedRequest(
                parts[0], parts[1], headers, length, HexFormat.of().formatHex(digest.digest())));
    }

    private long body(List<Header> headers, MessageDigest digest) throws IOException {
        Optional<String> length = value(headers, "content-length");
        if (length.isPresent()) {
            return copy(Long.parseLong(length.get()), digest);
        }
        if (value(headers, "transfer-encoding").isEmpty()) {
            return 0;
        }
        long total = 0;
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            total += copy(size, digest);
            required(line());
        }
        while (!required(line()).isEmpty()) {
            // a trailer
        }
        return total;
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(required(line()).split(";", 2)[0].strip(), 16);
    }

    private long copy(long length, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long left = length; left > 0; ) {
            int got = in.read(buffer, 0, Math.toIntExact(Math.min(left, buffer.length)));
            if (got < 0) {
                throw new EOFException("the body ended " + left + " bytes early");
            }
            digest.update(buffer, 0, got);
            left -= got;
        }
        return length;
    }

    private @Nullable String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? 1 : 0;
                return line.substring(0, line.length() - end);
            }
            line.append((char) next);
        }
        return null;
    }

    private static String required(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the request ended early");
        }
        return line;
    }

    private static Optional<String> value(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
