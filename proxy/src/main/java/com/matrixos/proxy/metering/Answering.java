package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.ResponseHead;
import java.util.Locale;

/// How an answer is written, which decides how it is read and whether it can be cut.
enum Answering {
    /// Nobody can tell before its first byte.
    EITHER,
    /// One piece of JSON.
    WHOLE,
    /// A stream of events.
    EVENTS;

    private static final byte MARK = (byte) 0xEF;

    /// What its head tells. A stream was asked for, so what bears another name, or none, may be one all the same;
    /// where none was asked for, all that the answer may have is held.
    static Answering of(ResponseHead head, boolean streamAsked) {
        boolean events = head.header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter("text/event-stream"::equals)
                .isPresent();
        if (events) {
            return EVENTS;
        }
        return streamAsked ? EITHER : WHOLE;
    }

    /// What the first bytes tell: no line of a stream begins as an object does, or as one with a byte order mark.
    Answering beginning(Piece piece) {
        for (int at = 0; at < piece.limit(); at++) {
            byte next = piece.get(at);
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next == '{' || next == MARK ? WHOLE : EVENTS;
            }
        }
        return EITHER;
    }
}
