package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a request's head for the upstream: what came, in runs of untouched lines, less what ends here,
/// plus what the relay says itself.
final class RequestWriter {
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPGRADE = "Connection: Upgrade\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOR = "X-Forwarded-For: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROTO_HTTP = "X-Forwarded-Proto: http\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROTO_HTTPS = "X-Forwarded-Proto: https\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HOST = "X-Forwarded-Host: ".getBytes(StandardCharsets.US_ASCII);

    private static final int COMMA = 0x2c20;
    /// What the lines above add as a rule; more makes the buffer grow.
    private static final int ADDED = 256;

    private final ParsedRequest request;
    private final Headers headers;
    private final HeadEdits edits;
    private final boolean edited;
    private final boolean connectionNamesHeaders;

    private RequestWriter(ParsedRequest request, HeadEdits edits) {
        this.request = request;
        this.headers = request.headers;
        this.edits = edits;
        edited = !edits.set().isEmpty()
                || !edits.removed().isEmpty()
                || !edits.droppedCookies().isEmpty();
        connectionNamesHeaders = headers.connectionNamesHeaders();
    }

    /// Writes the head without flushing it.
    ///
    /// @param peerAddress the client's address as text
    /// @throws IllegalArgumentException when an edit cannot be written; then what was written must be
    /// abandoned
    static void write(MessageWriter writer, ParsedRequest request, HeadEdits edits, String peerAddress) {
        var out = writer.head(request.headers.bytes.length + ADDED);
        new RequestWriter(request, edits).write(out, peerAddress);
    }

    private void write(ByteBuf out, String peerAddress) {
        String uri = edits.uri();
        if (uri == null) {
            out.writeBytes(headers.bytes, 0, request.uriEnd());
        } else {
            out.writeBytes(headers.bytes, 0, request.methodEnd() + 1);
            ByteBufUtil.writeAscii(out, RequestLine.checked(uri));
        }
        out.writeBytes(VERSION);
        lines(out);
        if (request.framing.kind() == Framing.Kind.CHUNKED) {
            out.writeBytes(CHUNKED);
        }
        if (request.upgrade()) {
            out.writeBytes(UPGRADE);
        }
        forwarding(out, peerAddress);
        for (Map.Entry<String, String> header : edits.set().entrySet()) {
            Bytes.writeHeader(out, header.getKey(), header.getValue());
        }
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
    }

    /// Copies the lines that pass, neighbours together.
    private void lines(ByteBuf out) {
        int run = -1;
        for (int i = 0; i < headers.size(); i++) {
            if (passes(i)) {
                run = run < 0 ? headers.nameStart(i) : run;
            } else if (run >= 0) {
                out.writeBytes(headers.bytes, run, headers.nameStart(i) - run);
                run = -1;
            }
            if (headers.field(i) == Field.COOKIE && !edits.droppedCookies().isEmpty()) {
                cookie(out, i);
            }
        }
        if (run >= 0) {
            out.writeBytes(headers.bytes, run, headers.bytes.length - 2 - run);
        }
    }

    private void cookie(ByteBuf out, int i) {
        String kept = Cookies.without(headers.value(i), edits.droppedCookies());
        if (!kept.isEmpty()
                && !edits.set().containsKey("cookie")
                && !edits.removed().contains("cookie")) {
            Bytes.writeHeader(out, "Cookie", kept);
        }
    }

    private boolean passes(int i) {
        Field field = headers.field(i);
        boolean passes = switch (field.role()) {
            case HOP_BY_HOP -> field == Field.UPGRADE && request.upgrade();
            case FORWARDING -> request.fromTrustedProxy() && field.keptFromTrusted();
            case END_TO_END -> field != Field.COOKIE || edits.droppedCookies().isEmpty();
        };
        return passes && !(edited && edited(i)) && !(connectionNamesHeaders && namedInConnection(i, field));
    }

    private boolean edited(int i) {
        if (edits.set().isEmpty() && edits.removed().isEmpty()) {
            return false;
        }
        String name = headers.name(i);
        return edits.set().containsKey(name) || edits.removed().contains(name);
    }

    /// A header named in `Connection` ends here, except those without which the message would mean
    /// another.
    private boolean namedInConnection(int i, Field field) {
        return field != Field.HOST
                && field != Field.CONTENT_LENGTH
                && field != Field.UPGRADE
                && headers.lists(Field.CONNECTION, headers.name(i));
    }

    private void forwarding(ByteBuf out, String peerAddress) {
        if (says("x-forwarded-for")) {
            addresses(out, peerAddress);
        }
        if (says("x-forwarded-proto")) {
            out.writeBytes(request.scheme().equals("https") ? PROTO_HTTPS : PROTO_HTTP);
        }
        if (says("x-forwarded-host")) {
            out.writeBytes(HOST);
            value(out, headers.find(Field.HOST));
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
        }
    }

    /// Whether the edits leave this header to the relay.
    private boolean says(String name) {
        return !edited || !(edits.set().containsKey(name) || edits.removed().contains(name));
    }

    private void addresses(ByteBuf out, String peerAddress) {
        out.writeBytes(FOR);
        int before = request.fromTrustedProxy() ? headers.find(Field.X_FORWARDED_FOR) : -1;
        for (; before >= 0; before = headers.find(Field.X_FORWARDED_FOR, before + 1)) {
            value(out, before);
            ByteBufUtil.writeShortBE(out, COMMA);
        }
        ByteBufUtil.writeAscii(out, peerAddress);
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
    }

    private void value(ByteBuf out, int i) {
        out.writeBytes(headers.bytes, headers.valueStart(i), headers.valueEnd(i) - headers.valueStart(i));
    }
}
