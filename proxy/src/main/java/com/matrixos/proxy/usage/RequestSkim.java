package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What must be known of a Messages request before it is let through, read off the body as it passes.
///
/// A field that is absent, `null`, of the wrong type or absurdly long is told as absent; [#fault] tells whether money
/// depends on it. A compressed body tells nothing but its [#bytes]. Memory is bounded. Never blocks. For one
/// thread at a time.
public final class RequestSkim {
    /// More than this no answer has, in tokens: it stands in the context as its prompt does.
    public static final long MOST_OUTPUT = PromptGauge.LARGEST_CONTEXT;

    /// What is wrong with a body that is none, or something else than JSON.
    public static final String NO_OBJECT = "the request body must be one JSON object in UTF-8";

    private static final int LONGEST_TEXT = 256;

    private final JsonSkim body =
            JsonSkim.wanting("model", "stream", "max_tokens", "metadata", "speed", "inference_geo");

    /// Takes the next bytes.
    public void feed(Piece piece) {
        body.feed(piece);
    }

    /// Why nobody can tell what this request may cost, now that all of it is here: it is not one JSON object in UTF-8,
    /// or a field that decides about money is there and cannot be read. Names the field.
    public Optional<String> fault() {
        if (!body.whole()) {
            return Optional.of(NO_OBJECT);
        }
        return fault("model", "a text of at most " + LONGEST_TEXT + " characters", RequestSkim::isText)
                .or(() -> fault(
                        "max_tokens",
                        "a whole number, 0 or more",
                        value -> count(value).isPresent()))
                .or(() -> fault("stream", "true or false", JsonNode::isBoolean))
                .or(() -> fault("speed", "a text of at most " + LONGEST_TEXT + " characters", RequestSkim::isText));
    }

    private Optional<String> fault(String name, String wanted, Predicate<JsonNode> sound) {
        boolean wrong = body.unreadable(name)
                || body.value(name)
                        .filter(value -> !value.isNull() && !sound.test(value))
                        .isPresent();
        return wrong ? Optional.of(name + ": must be " + wanted) : Optional.empty();
    }

    private static boolean isText(JsonNode value) {
        return Wire.text(value, LONGEST_TEXT).isPresent();
    }

    private static OptionalLong count(JsonNode value) {
        return Wire.count(value, MOST_OUTPUT);
    }

    /// The model that is asked for. What is paid is the model of the response.
    public Optional<String> model() {
        return text("model");
    }

    /// Whether the answer is asked for as events.
    public boolean stream() {
        return body.value("stream").filter(JsonNode::booleanValue).isPresent();
    }

    /// How many tokens the answer may have, at most [#MOST_OUTPUT]; 0 is legal, and only fills the cache.
    public OptionalLong maxTokens() {
        return body.value("max_tokens").map(RequestSkim::count).orElseGet(OptionalLong::empty);
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
