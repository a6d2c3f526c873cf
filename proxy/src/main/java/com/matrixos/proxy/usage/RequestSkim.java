package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/// What must be known of a Messages request before it is let through, read off the body as it passes.
///
/// A field that is absent, of the wrong type or absurdly long is told as absent: the upstream is the one to
/// refuse it. A compressed body tells nothing but its [#bytes]. Memory is bounded. Never blocks. For one
/// thread at a time.
public final class RequestSkim {
    private static final int LONGEST_TEXT = 256;

    private final JsonSkim body =
            JsonSkim.wanting("model", "stream", "max_tokens", "metadata", "speed", "inference_geo");

    /// Takes the next bytes.
    public void feed(Piece piece) {
        body.feed(piece);
    }

    /// The model that is asked for. What is paid is the model of the response.
    public Optional<String> model() {
        return text("model");
    }

    /// Whether the answer is asked for as events.
    public boolean stream() {
        return body.value("stream").filter(JsonNode::booleanValue).isPresent();
    }

    /// How many tokens the answer may have; 0 is legal, and only fills the cache.
    public OptionalLong maxTokens() {
        return body.value("max_tokens")
                .filter(value -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0)
                .map(value -> OptionalLong.of(value.longValue()))
                .orElseGet(OptionalLong::empty);
    }

    /// The speed that is asked for: `fast` costs a multiple where a model has it.
    public Optional<String> speed() {
        return text("speed");
    }

    /// Where the request shall be computed: `us` costs more.
    public Optional<String> inferenceGeo() {
        return text("inference_geo");
    }

    /// The session of the program that asks, which some write as JSON into the text `metadata.user_id`.
    public Optional<String> sessionId() {
        return body.value("metadata")
                .map(metadata -> metadata.path("user_id"))
                .filter(JsonNode::isTextual)
                .flatMap(id -> Wire.read(id.textValue()))
                .flatMap(id -> Wire.text(id.path("session_id"), LONGEST_TEXT));
    }

    /// The length of the body so far.
    public long bytes() {
        return body.bytes();
    }

    private Optional<String> text(String name) {
        return body.value(name).flatMap(value -> Wire.text(value, LONGEST_TEXT));
    }
}
