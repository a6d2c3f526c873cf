package com.matrixos.testkit.model.message;

import static com.matrixos.testkit.model.message.RefusedException.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a Messages request as it arrives: one tool, one system block and one message is in memory at a time,
/// and a digest remains of each. For one request.
public final class AskReader {
    private static final int MAX_STRING = 256 * 1024 * 1024;
    private static final Set<String> ROLES = Set.of("user", "assistant", "system");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .build();

    /// Values are read out of the middle of a document.
    private static final ObjectReader TREES =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final PromptBuilder prompt = new PromptBuilder();
    private final Occasion.Listener listener = new Occasion.Listener();
    private final Set<String> tools = new HashSet<>();
    private final List<String> stopSequences = new ArrayList<>();
    private Optional<Ask.Thinking> thinking = Optional.empty();
    private Optional<String> speed = Optional.empty();
    private Optional<String> inferenceGeo = Optional.empty();
    private @Nullable String model;
    private long maxTokens = -1;
    private boolean stream;
    private int messages = -1;

    private AskReader() {}

    /// Reads a request that is the whole document.
    ///
    /// @param answered whether `max_tokens` is needed; counting tokens does without
    /// @throws RefusedException naming the field at fault
    public static Ask read(InputStream body, boolean answered) throws IOException {
        try (JsonParser parser = parser(body)) {
            check(parser.nextToken() == JsonToken.START_OBJECT, "the body must be a JSON object");
            Ask ask = read(parser, answered);
            check(parser.nextToken() == null, "the body is not valid JSON: something follows the object");
            return ask;
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /// Reads a request that is part of a document, of which the opening brace has been read.
    public static Ask read(JsonParser parser, boolean answered) throws IOException {
        var reader = new AskReader();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            reader.field(field, parser);
        }
        return reader.ask(answered);
    }

    /// A parser for documents as long as the API takes them.
    public static JsonParser parser(InputStream body) throws IOException {
        return FACTORY.createParser(body);
    }

    /// The value that begins at the current token.
    public static JsonNode tree(JsonParser parser) throws IOException {
        return TREES.readTree(parser);
    }

    /// What is not JSON, as a refusal. The original message tells where and why; the exception's own would
    /// quote the parser's source too.
    public static RefusedException notJson(JsonProcessingException e) {
        return new RefusedException(ApiError.invalidRequest("the body is not valid JSON: " + e.getOriginalMessage()));
    }

    private void field(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return; // as if it were absent
        }
        switch (name) {
            case "messages" -> messages(parser);
            case "system" -> system(tree(parser));
            case "tools" -> each(parser, this::tool);
            case "cache_control" -> prompt.markEnd(tree(parser));
            default -> {
                if (!setting(name, parser)) {
                    parser.skipChildren();
                }
            }
        }
    }

    private boolean setting(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "model" -> model = model(tree(parser));
            case "max_tokens" -> maxTokens = maxTokens(tree(parser));
            case "stream" -> stream = flag(tree(parser));
            case "thinking" -> thinking = thinking(tree(parser));
            case "stop_sequences" -> each(parser, sequence -> stopSequences.add(sequence.asText()));
            case "speed" -> speed = Optional.of(tree(parser).asText());
            case "inference_geo" -> inferenceGeo = Optional.of(tree(parser).asText());
            default -> {
                return false;
            }
        }
        return true;
    }

    private Ask ask(boolean answered) {
        String asked = model;
        if (asked == null) {
            throw new RefusedException(ApiError.invalidRequest("model: a text is required"));
        }
        check(messages >= 0, "messages: a list is required");
        check(messages > 0, "messages: at least one message is required");
        check(!answered || maxTokens >= 0, "max_tokens: a whole number, 0 or more, is required");
        return new Ask(
                asked,
                maxTokens,
                stream,
                thinking,
                tools,
                stopSequences,
                speed,
                inferenceGeo,
                prompt.build(asked),
                listener.occasion());
    }

    private void messages(JsonParser parser) throws IOException {
        check(parser.currentToken() == JsonToken.START_ARRAY, "messages: a list is required");
        messages = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            message(tree(parser), "messages." + messages);
            messages++;
        }
    }

    private void message(JsonNode message, String field) {
        check(message.isObject(), field + ": an object is required");
        String role = message.path("role").asText();
        check(ROLES.contains(role), field + ".role: must be user, assistant or system");
        JsonNode content = message.path("content");
        check(content.isTextual() || content.isArray(), field + ".content: a text or a list of blocks is required");
        List<JsonNode> blocks = blocks(content);
        listener.hear(role, blocks);
        blocks.forEach(block -> prompt.message(role, block));
    }

    private void system(JsonNode system) {
        check(system.isTextual() || system.isArray(), "system: a text or a list of blocks is required");
        blocks(system).forEach(prompt::system);
    }

    private void tool(JsonNode tool) {
        tools.add(tool.path("name").asText());
        prompt.tool(tool);
    }

    /// A text is short for one block of text.
    private static List<JsonNode> blocks(JsonNode content) {
        var blocks = new ArrayList<JsonNode>();
        if (content.isTextual()) {
            blocks.add(Json.mapper().createObjectNode().put("type", "text").put("text", content.textValue()));
        } else {
            content.forEach(blocks::add);
        }
        return blocks;
    }

    private static String model(JsonNode value) {
        check(value.isTextual(), "model: a text is required");
        return value.textValue();
    }

    private static long maxTokens(JsonNode value) {
        check(
                value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 0,
                "max_tokens: a whole number, 0 or more, is required");
        return value.asInt();
    }

    private static boolean flag(JsonNode value) {
        check(value.isBoolean(), "stream: must be true or false");
        return value.asBoolean();
    }

    private static Optional<Ask.Thinking> thinking(JsonNode value) {
        String type = value.path("type").asText("disabled");
        if (type.equals("disabled")) {
            return Optional.empty();
        }
        boolean omitted = value.path("display").asText().equals("omitted");
        return Optional.of(omitted ? Ask.Thinking.OMITTED : Ask.Thinking.SUMMARIZED);
    }

    private interface Item {
        void read(JsonNode item);
    }

    private static void each(JsonParser parser, Item item) throws IOException {
        check(parser.currentToken() == JsonToken.START_ARRAY, parser.currentName() + ": a list is required");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.read(tree(parser));
        }
    }
}
