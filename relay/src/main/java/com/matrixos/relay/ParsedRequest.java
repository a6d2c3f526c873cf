package com.matrixos.relay;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request's head, parsed strictly and kept as the bytes that came. Immutable but for strings made on
/// demand, which are the same whoever makes them.
final class ParsedRequest implements RequestHead {
    final Headers headers;
    final Framing framing;
    final boolean http11;
    final boolean head;
    private final byte[] bytes;
    private final int methodEnd;
    private final int uriEnd;
    private final InetSocketAddress peer;
    private final boolean trusted;
    private final boolean upgrade;
    private String host = "";

    private ParsedRequest(byte[] bytes, InetSocketAddress peer, boolean trusted) {
        this.bytes = bytes;
        this.peer = peer;
        this.trusted = trusted;
        methodEnd = RequestLine.methodEnd(bytes);
        uriEnd = RequestLine.uriEnd(bytes, methodEnd);
        http11 = RequestLine.http11(bytes, uriEnd + 1);
        head = Bytes.is(bytes, 0, methodEnd, "HEAD");
        headers = Headers.parse(bytes, uriEnd + RequestLine.AFTER_URI);
        framing = Framing.ofRequest(headers, http11);
        upgrade = http11
                && framing.kind() == Framing.Kind.NONE
                && headers.find(Field.UPGRADE) >= 0
                && headers.lists(Field.CONNECTION, "upgrade")
                // h2c would carry requests that no router sees.
                && !headers.lists(Field.UPGRADE, "h2c");
        checkHost();
    }

    /// @param bytes a whole head, as [HeadScanner] delimits it
    /// @throws BadMessage with the status to answer
    static ParsedRequest parse(byte[] bytes, InetSocketAddress peer, boolean trusted) {
        return new ParsedRequest(bytes, peer, trusted);
    }

    private void checkHost() {
        int i = headers.find(Field.HOST);
        if (i < 0) {
            throw new BadMessage("no Host header");
        }
        if (headers.find(Field.HOST, i + 1) >= 0) {
            throw new BadMessage("two Host headers");
        }
        int from = headers.valueStart(i);
        int to = headers.valueEnd(i);
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (!Bytes.hostOctet(b)) {
                throw new BadMessage("a malformed Host header");
            }
        }
        if (from == to) {
            throw new BadMessage("an empty Host header");
        }
    }

    int methodEnd() {
        return methodEnd;
    }

    int uriEnd() {
        return uriEnd;
    }

    /// Whether sending it twice is the same as sending it once (RFC 9110 §9.2.2).
    boolean idempotent() {
        return switch (method()) {
            case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /// Whether the client wants the connection to last.
    boolean keepAlive() {
        return http11 && !headers.lists(Field.CONNECTION, "close");
    }

    /// Whether its body may stay away: who expects a 100 may or may not send it after another answer, so nobody
    /// knows where it ends.
    boolean endsUnsurely() {
        return headers.find(Field.EXPECT) >= 0;
    }

    @Override
    public String method() {
        return methodEnd == 3 && bytes[0] == 'G' ? "GET" : new String(bytes, 0, methodEnd, StandardCharsets.US_ASCII);
    }

    @Override
    public String uri() {
        return new String(bytes, methodEnd + 1, uriEnd - methodEnd - 1, StandardCharsets.US_ASCII);
    }

    @Override
    public String path() {
        int end = methodEnd + 1;
        while (end < uriEnd && bytes[end] != '?') {
            end++;
        }
        return new String(bytes, methodEnd + 1, end - methodEnd - 1, StandardCharsets.US_ASCII);
    }

    @Override
    public String host() {
        if (host.isEmpty()) {
            host = headers.value(headers.find(Field.HOST)).toLowerCase(Locale.ROOT);
        }
        return host;
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public boolean fromTrustedProxy() {
        return trusted;
    }

    @Override
    public boolean forwarded() {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.field(i).role() == Field.Role.FORWARDING) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String scheme() {
        int i = trusted ? headers.find(Field.X_FORWARDED_PROTO) : -1;
        return i >= 0 && headers.valued(i, "https") ? "https" : "http";
    }

    @Override
    public boolean upgrade() {
        return upgrade;
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
    public List<String> headers(String name) {
        var values = new ArrayList<String>();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.named(i, name)) {
                values.add(headers.value(i));
            }
        }
        return List.copyOf(values);
    }

    @Override
    public Optional<String> cookie(String name) {
        for (int i = headers.find(Field.COOKIE); i >= 0; i = headers.find(Field.COOKIE, i + 1)) {
            var value = Cookies.value(headers.value(i), name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }
}
