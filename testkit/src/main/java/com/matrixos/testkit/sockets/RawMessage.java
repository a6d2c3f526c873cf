package com.matrixos.testkit.sockets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// An HTTP/1.1 message as it came off the wire.
///
/// @param startLine the request or status line
/// @param lines the header lines, in order, as sent
/// @param body the body with its framing taken off, empty when there is none
/// @param trailers the lines after a chunked body
public record RawMessage(String startLine, List<String> lines, String body, List<String> trailers) {
    /// The three digits of a status line.
    public int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /// All values of a header.
    public List<String> headers(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    RawMessage withBody(byte[] bytes, List<String> trailerLines) {
        return new RawMessage(startLine, lines, new String(bytes, StandardCharsets.ISO_8859_1), trailerLines);
    }
}
