package com.matrixos.testkit.model.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request's head.
///
/// @param method in capitals
/// @param target path and query as sent
/// @param headers by name in lower case, doubled ones joined by a comma
record Head(String method, String target, Map<String, String> headers) {
    private static final int MAX_BYTES = 64 * 1024;

    /// The next head on a connection; empty when the client has closed it instead.
    ///
    /// @throws BadRequestException when it is not HTTP/1.1
    static Optional<Head> read(InputStream in) throws IOException {
        String first = line(in, MAX_BYTES);
        if (first == null) {
            return Optional.empty();
        }
        String[] parts = first.split(" ", -1);
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1")) {
            throw new BadRequestException("HTTP/1.1 is spoken here");
        }
        return Optional.of(new Head(parts[0], parts[1], headers(in, MAX_BYTES - first.length())));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// Whether the client wants no further request on this connection.
    boolean last() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    /// The lines up to the empty one, of so many characters together at the most.
    static Map<String, String> headers(InputStream in, int most) throws IOException {
        var headers = new HashMap<String, String>();
        int left = most;
        for (String line = required(line(in, left)); !line.isEmpty(); line = required(line(in, left))) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BadRequestException("a header line without a name");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + "," + b);
        }
        return headers;
    }

    /// A line without its end; null at the end of the stream.
    static @Nullable String line(InputStream in, int most) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                String line = bytes.toString(StandardCharsets.ISO_8859_1);
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            if (bytes.size() >= most) {
                throw new BadRequestException("the request's head is too long");
            }
            bytes.write(next);
        }
        return null;
    }

    static String required(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the request ended early");
        }
        return line;
    }
}
