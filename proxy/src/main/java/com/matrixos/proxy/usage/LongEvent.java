package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reads an event of a streamed message that is too long to be kept, off the bytes of its data as they pass.
///
/// All that decides about money is short and is kept; what was generated is only measured, as it is written in JSON,
/// where an escape takes more bytes than the character it stands for.
///
/// Memory is bounded. Never blocks. For one thread at a time.
final class LongEvent {
    private final JsonSkim message = JsonSkim.wanting("id", "model").wantingLong("usage", MessageJson.LONGEST_USAGE);
    private final JsonSkim error = JsonSkim.wanting("type", "message");
    private final JsonSkim delta = JsonSkim.wanting("stop_reason", "estimated_tokens");
    private final JsonSkim event = JsonSkim.wanting("type", "index")
            .wantingLong("usage", MessageJson.LONGEST_USAGE)
            .into("message", message)
            .into("error", error)
            .into("delta", this::deltaBegins, delta::feed);
    private long generated;

    LongEvent() {
        for (String name : Outline.GENERATED) {
            var measure = new Measure();
            delta.into(name, measure::begin, measure::feed);
        }
    }

    /// Takes the next bytes of the data.
    void feed(Piece piece) {
        event.feed(piece);
    }

    /// Whether the data are one JSON object.
    boolean whole() {
        return event.whole();
    }

    /// The same event without what is long: members that are not wanted are missing, and in the place of one that
    /// cannot be read there is `false`, which none of them may be.
    JsonNode data() {
        ObjectNode data = kept(event, "type", "index", "usage");
        data.set("message", kept(message, "id", "model", "usage"));
        data.set("error", kept(error, "type", "message"));
        data.set("delta", kept(delta, "stop_reason", "estimated_tokens"));
        return data;
    }

    /// How many bytes of it were generated.
    int generated() {
        return (int) Math.min(generated, Integer.MAX_VALUE);
    }

    /// Of a member that comes twice the last one counts.
    private void deltaBegins() {
        delta.reset();
        generated = 0;
    }

    private static ObjectNode kept(JsonSkim object, String... names) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            object.value(name).ifPresent(value -> kept.set(name, value));
            if (object.unreadable(name)) {
                kept.put(name, false);
            }
        }
        return kept;
    }

    /// Counts the bytes of a text without its quotes. What is no text was not generated.
    private final class Measure {
        private boolean begun;
        private boolean text;

        void begin() {
            begun = false;
            text = false;
        }

        void feed(Piece piece) {
            if (!begun && piece.limit() > 0) {
                begun = true;
                text = piece.get(0) == '"';
                generated -= text ? 2 : 0;
            }
            generated += text ? piece.limit() : 0;
        }
    }
}
