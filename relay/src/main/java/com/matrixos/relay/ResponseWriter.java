package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes a response's head for the client: what came, in runs of untouched lines, less what ends here,
/// plus the framing of the client's own connection.
final class ResponseWriter {
    private static final byte[] VERSION = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPGRADE = "Connection: Upgrade\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PRIVATE = "Cache-Control: private, no-store\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VARY = "Vary: Cookie\r\n".getBytes(StandardCharsets.US_ASCII);
    /// The most that the lines above can add.
    private static final int ADDED = 160;

    /// How a response goes on, decided by the exchange.
    ///
    /// @param chunked whether the body is chunked on the client's connection
    /// @param close whether the client's connection ends with it
    /// @param privateByDefault whether silence about caching means private
    /// @param edits what a tap changes, or null
    record Manner(
            boolean chunked,
            boolean close,
            boolean privateByDefault,
            @Nullable ResponseEdits edits) {
        /// For what has no body and does not end the connection.
        static final Manner AS_IT_IS = new Manner(false, false, false, null);
    }

    private final ParsedResponse response;
    private final Headers headers;

    private ResponseWriter(ParsedResponse response) {
        this.response = response;
        this.headers = response.headers;
    }

    static void write(MessageWriter writer, ParsedResponse response, Manner manner) {
        new ResponseWriter(response).write(writer.head(response.bytes().length + ADDED), manner);
    }

    private void write(ByteBuf out, Manner manner) {
        out.writeBytes(VERSION);
        int line = response.statusStart();
        out.writeBytes(response.bytes(), line, response.lineEnd() + 2 - line);
        lines(out, manner.edits);
        if (manner.edits != null) {
            manner.edits.added().forEach((name, value) -> Bytes.writeHeader(out, name, value));
        }
        if (manner.chunked) {
            out.writeBytes(CHUNKED);
        }
        if (response.status == 101) {
            out.writeBytes(UPGRADE);
        } else if (manner.close) {
            out.writeBytes(CLOSE);
        }
        if (manner.privateByDefault && headers.find(Field.CACHE_CONTROL) < 0 && headers.find(Field.EXPIRES) < 0) {
            out.writeBytes(PRIVATE);
            if (!headers.lists(Field.VARY, "cookie") && !headers.lists(Field.VARY, "*")) {
                out.writeBytes(VARY);
            }
        }
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
    }

    /// Copies the lines that pass, neighbours together.
    private void lines(ByteBuf out, @Nullable ResponseEdits edits) {
        boolean namesHeaders = headers.connectionNamesHeaders();
        int run = -1;
        for (int i = 0; i < headers.size(); i++) {
            if (passes(headers.field(i)) && !(namesHeaders && namedInConnection(i)) && !dropped(i, edits)) {
                run = run < 0 ? headers.nameStart(i) : run;
            } else if (run >= 0) {
                out.writeBytes(headers.bytes, run, headers.nameStart(i) - run);
                run = -1;
            }
        }
        if (run >= 0) {
            out.writeBytes(headers.bytes, run, headers.bytes.length - 2 - run);
        }
    }

    private boolean passes(Field field) {
        return switch (field.role()) {
            case HOP_BY_HOP -> field == Field.UPGRADE && (response.status == 101 || response.status == 426);
            case FORWARDING -> true;
            case END_TO_END -> field != Field.CONTENT_LENGTH || (response.status >= 200 && response.status != 204);
        };
    }

    private boolean dropped(int i, @Nullable ResponseEdits edits) {
        return edits != null
                && headers.field(i) != Field.CONTENT_LENGTH
                && edits.drops().test(headers.name(i));
    }

    private boolean namedInConnection(int i) {
        Field field = headers.field(i);
        return field != Field.CONTENT_LENGTH
                && field != Field.UPGRADE
                && headers.lists(Field.CONNECTION, headers.name(i));
    }
}
