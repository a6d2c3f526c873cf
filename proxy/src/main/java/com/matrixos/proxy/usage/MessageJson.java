package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads a message that is answered whole, not as events, off the bytes that pass by.
///
/// Bytes that are no such message tell nothing. Memory is bounded. Never blocks. For one thread at a time.
public final class MessageJson {
    private static final int LONGEST_TEXT = 256;
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    /// It tells of each part of a call that was made of several.
    static final int LONGEST_USAGE = 64 * 1024;

    private final JsonSkim body =
            JsonSkim.wanting("id", "type", "model", "stop_reason", "error").wantingLong("usage", LONGEST_USAGE);

    /// How much of a byte order mark has passed; all that there will be when it is its length.
    private int mark;

    /// Takes the next bytes. A byte order mark before them is passed over.
    public void feed(Piece piece) {
        int at = 0;
        while (at < piece.limit() && mark < BYTE_ORDER_MARK.length) {
            boolean more = piece.get(at) == BYTE_ORDER_MARK[mark];
            mark = more ? mark + 1 : BYTE_ORDER_MARK.length;
            at += more ? 1 : 0;
        }
        body.feed(piece.slice(at, piece.limit()));
    }

    /// What the upstream reports.
    public Usage usage() {
        return tally().usage();
    }

    /// Whether all counts that are reported can be read, and there is a report.
    public boolean sound() {
        return tally().sound();
    }

    private Tally tally() {
        var tally = new Tally();
        body.value("usage").ifPresent(tally::report);
        return tally;
    }

    /// Whether the upstream reports anything about usage.
    public boolean reported() {
        return body.value("usage").filter(JsonNode::isObject).isPresent();
    }

    /// The upstream's id of the message, or empty when it is not told.
    public String messageId() {
        return text("id");
    }

    /// The model that answers, empty when it is not told, or [Usage#NO_MODEL].
    public String model() {
        return body.unreadable("model")
                ? Usage.NO_MODEL
                : body.value("model").map(Wire::model).orElse("");
    }

    /// Why the message ends, or empty when it is not told.
    public String stopReason() {
        return text("stop_reason");
    }

    /// Whether this is an error instead of a message.
    public boolean failed() {
        return text("type").equals("error");
    }

    /// The error that this is instead of a message.
    public Optional<Event.Failed> failure() {
        return body.value("error")
                .filter(_ -> failed())
                .map(error -> new Event.Failed(
                        error.path("type").asText(), error.path("message").asText()));
    }

    /// Whether the answer has come to its end.
    public boolean whole() {
        return body.whole();
    }

    private String text(String name) {
        return body.value(name).flatMap(value -> Wire.text(value, LONGEST_TEXT)).orElse("");
    }
}
