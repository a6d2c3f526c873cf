package com.matrixos.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A response's head, parsed strictly and kept as the bytes that came. Immutable.
final class ParsedResponse implements ResponseHead {
    private static final int VERSION = 8;
    private static final int STATUS_END = 12;

    final Headers headers;
    final Framing framing;
    final int status;
    final boolean http11;
    private final byte[] bytes;
    private final int lineEnd;

    private ParsedResponse(byte[] bytes, boolean toHead) {
        this.bytes = bytes;
        lineEnd = lineEnd(bytes);
        http11 = bytes[VERSION - 1] == '1';
        status = 100 * digit(bytes[9]) + 10 * digit(bytes[10]) + digit(bytes[11]);
        if (status < 100 || status > 599) {
            throw new BadMessage("a status out of range");
        }
        headers = Headers.parse(bytes, lineEnd + 2);
        framing = Framing.ofResponse(headers, http11, status, toHead);
    }

    /// @param bytes a whole head, as [HeadScanner] delimits it
    /// @param toHead whether it answers a `HEAD`, and so has no body
    /// @throws BadMessage when it is not HTTP/1.x or ambiguous
    static ParsedResponse parse(byte[] bytes, boolean toHead) {
        return new ParsedResponse(bytes, toHead);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.named(i, name)) {
                return Optional.of(headers.value(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return IntStream.range(0, headers.size())
                .mapToObj(i -> Map.entry(headers.name(i), headers.value(i)))
                .toList();
    }

    @Override
    public boolean mayBeCut() {
        return framing.kind() == Framing.Kind.CHUNKED || framing.kind() == Framing.Kind.CLOSE;
    }

    /// ` 200 OK`: what stands between the version and the end of the line.
    int statusStart() {
        return VERSION;
    }

    int lineEnd() {
        return lineEnd;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Whether it answers for good: not a 1xx other than 101.
    boolean last() {
        return status >= 200 || status == 101;
    }

    /// Whether the connection may carry another request after this.
    boolean keepAlive() {
        return http11 && framing.kind() != Framing.Kind.CLOSE && !headers.lists(Field.CONNECTION, "close");
    }

    private static int lineEnd(byte[] bytes) {
        int end = STATUS_END;
        boolean shape = bytes.length > STATUS_END + 4
                && (Bytes.is(bytes, 0, VERSION + 1, "HTTP/1.1 ") || Bytes.is(bytes, 0, VERSION + 1, "HTTP/1.0 "))
                && (bytes[STATUS_END] == ' ' || bytes[STATUS_END] == '\r');
        if (!shape) {
            throw new BadMessage("not an HTTP/1.x response");
        }
        while (Bytes.text(bytes[end])) {
            end++;
        }
        if (bytes[end] != '\r' || bytes[end + 1] != '\n') {
            throw new BadMessage("a control character in the status line");
        }
        return end;
    }

    private static int digit(byte b) {
        if (b < '0' || b > '9') {
            throw new BadMessage("a malformed status");
        }
        return b - '0';
    }
}
