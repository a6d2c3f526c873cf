package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads the results of a batch, one JSON object a line, off the bytes that pass by.
///
/// A line may be of any length: its message is skimmed like any other, never kept. Memory is bounded. Never
/// blocks. For one thread at a time.
public final class BatchResults {
    private static final int LONGEST_TEXT = 256;

    private final JsonSkim message = JsonSkim.wanting("id", "model").wantingLong("usage", MessageJson.LONGEST_USAGE);
    private final JsonSkim result = JsonSkim.wanting("type").into("message", message);
    private final JsonSkim line = JsonSkim.wanting().into("result", result);
    private boolean told;
    private long unread;

    /// Is told of each result that costs money.
    @FunctionalInterface
    public interface Listener {
        /// A request of the batch was answered. Those that failed, expired or were canceled cost nothing and
        /// are not told.
        ///
        /// @param messageId the upstream's id of the message, or empty when it is not told
        /// @param model the model that answered, empty when it is not told, or [Usage#NO_MODEL]
        /// @param usage what it used
        void succeeded(String messageId, String model, Usage usage);
    }

    /// Takes the next bytes, and tells of all results that end in them. The last line needs no end: a result is told
    /// with its closing brace.
    public void read(Piece piece, Listener listener) {
        ByteBuffer read = piece.buffer();
        int at = 0;
        while (at < read.limit()) {
            int end = Bytes.find(read, at, '\n', '\n');
            line.feed(piece.slice(at, end));
            if (line.whole() && !told) {
                told = true;
                tell(listener);
            }
            if (end < read.limit()) {
                lineEnds();
            }
            at = end + 1;
        }
    }

    /// How many lines could not be read, or told of an answer without its usage, or not all of it.
    public long unread() {
        return unread;
    }

    private void lineEnds() {
        if (line.begun() && !told) {
            unread++;
        }
        told = false;
        line.reset();
    }

    private void tell(Listener listener) {
        String type = text(result, "type");
        Optional<JsonNode> usage = message.value("usage").filter(JsonNode::isObject);
        if (type.isEmpty() || (type.equals("succeeded") && usage.isEmpty())) {
            unread++;
        } else if (type.equals("succeeded")) {
            var tally = new Tally();
            usage.ifPresent(tally::report);
            unread += tally.sound() ? 0 : 1;
            listener.succeeded(text(message, "id"), model(), tally.usage());
        }
    }

    private String model() {
        return message.unreadable("model")
                ? Usage.NO_MODEL
                : message.value("model").map(Wire::model).orElse("");
    }

    private static String text(JsonSkim object, String name) {
        return object.value(name)
                .flatMap(value -> Wire.text(value, LONGEST_TEXT))
                .orElse("");
    }
}
