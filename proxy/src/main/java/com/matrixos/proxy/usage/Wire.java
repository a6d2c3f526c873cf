package com.matrixos.proxy.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads JSON that others wrote for others. Unlike [com.matrixos.base.json.Json] it takes a doubled name
/// (the last wins) and what follows the value: the bytes are relayed as they are, so refusing to read them
/// would only lose the usage in them.
final class Wire {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private static final int LONGEST_MODEL = 256;

    private Wire() {}

    /// For reading as a stream, without a tree.
    static JsonFactory factory() {
        return MAPPER.getFactory();
    }

    /// The value in the first bytes of an array.
    ///
    /// @throws IOException when there is none, or it is not JSON
    static JsonNode tree(byte[] bytes, int length) throws IOException {
        return MAPPER.readTree(bytes, 0, length);
    }

    /// The value, or nothing when it is not JSON.
    static Optional<JsonNode> read(byte[] bytes, int length) {
        try {
            return Optional.of(tree(bytes, length)).filter(node -> !node.isMissingNode());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The value that a text holds in its turn, or nothing when it is not JSON.
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// A whole number that is not negative, however it is written (`5`, `5.0`, `5e0`), or nothing.
    ///
    /// @param most what every greater one is taken for
    static OptionalLong count(JsonNode node, long most) {
        if (!node.isNumber() || !node.canConvertToExactIntegral() || node.doubleValue() < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(node.canConvertToLong() ? Math.min(node.longValue(), most) : most);
    }

    /// The name of a model, empty when none is told, or [Usage#NO_MODEL] when something else is: what cannot be read
    /// must not pass for what was asked for.
    static String model(JsonNode node) {
        boolean told = !node.isMissingNode() && !node.isNull();
        return told ? text(node, LONGEST_MODEL).orElse(Usage.NO_MODEL) : "";
    }

    /// A text of at most so many characters, or nothing: what is kept must not be as long as a sender likes.
    static Optional<String> text(JsonNode node, int longest) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> text.length() <= longest);
    }
}
