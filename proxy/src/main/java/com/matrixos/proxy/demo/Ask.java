package com.matrixos.proxy.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.anthropic.AnthropicError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What the demo model understands of a Messages request. Unknown fields are let through, as Anthropic's
/// API does.
///
/// @param maxTokens how long the answer may be; 0 asks for none
/// @param stream whether the answer shall come as events
/// @param messages how many there are
/// @param lastText what the user wrote last, as far as that has any text
/// @param toolResults how many results of tools the user's last message brings
/// @param inputTokens an estimate for the whole request
record Ask(int maxTokens, boolean stream, int messages, String lastText, int toolResults, int inputTokens) {
    /// A rule of thumb for English; the demo costs nothing, so it need not be better.
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final Set<String> ROLES = Set.of("user", "assistant", "system");

    /// Reads and checks a request.
    ///
    /// @param answered whether `max_tokens` is needed; counting tokens does without
    /// @throws RefusedException naming the field at fault
    static Ask read(InputStream body, boolean answered) throws IOException {
        JsonNode root = parse(body);
        check(root.isObject(), "the body must be a JSON object");
        check(root.path("model").isTextual(), "model: a text is required");
        JsonNode messages = root.path("messages");
        check(messages.isArray(), "messages: a list is required");
        check(!messages.isEmpty(), "messages: at least one message is required");
        for (int i = 0; i < messages.size(); i++) {
            checkMessage(messages.get(i), "messages." + i);
        }
        JsonNode last = lastOfUser(messages);
        return new Ask(
                answered ? maxTokens(root.path("max_tokens")) : 0,
                flag(root.path("stream")),
                messages.size(),
                text(last.path("content")),
                toolResults(last.path("content")),
                tokens(root.path("system")) + tokens(root.path("tools")) + tokens(messages));
    }

    /// How many tokens a text may be, rounded up.
    static int estimate(long characters) {
        return Math.toIntExact((characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }

    private static JsonNode parse(InputStream body) throws IOException {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            // The original message tells where and why; the exception's own would quote the parser's source too.
            throw new RefusedException(
                    AnthropicError.invalidRequest("the body is not valid JSON: " + e.getOriginalMessage()));
        }
    }

    private static void checkMessage(JsonNode message, String field) {
        check(message.isObject(), field + ": an object is required");
        String role = message.path("role").asText();
        check(ROLES.contains(role), field + ".role: must be user, assistant or system");
        JsonNode content = message.path("content");
        check(content.isTextual() || content.isArray(), field + ".content: a text or a list of blocks is required");
    }

    private static int maxTokens(JsonNode value) {
        check(value.isInt() && value.asInt() >= 0, "max_tokens: a whole number, 0 or more, is required");
        return value.asInt();
    }

    private static boolean flag(JsonNode value) {
        check(value.isMissingNode() || value.isNull() || value.isBoolean(), "stream: must be true or false");
        return value.asBoolean();
    }

    /// Clients put instructions of their own after what the person has written, in messages of the role
    /// `system`.
    private static JsonNode lastOfUser(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText().equals("user")) {
                return messages.get(i);
            }
        }
        throw new RefusedException(AnthropicError.invalidRequest("messages: one of the role user is required"));
    }

    /// The last text block alone: those before it are reminders that the client has added.
    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        return StreamSupport.stream(content.spliterator(), false)
                .filter(block -> block.path("type").asText().equals("text"))
                .map(block -> block.path("text").asText())
                .reduce("", (_, later) -> later);
    }

    private static int toolResults(JsonNode content) {
        return Math.toIntExact(StreamSupport.stream(content.spliterator(), false)
                .filter(block -> block.path("type").asText().equals("tool_result"))
                .count());
    }

    /// Counts the characters of all texts below, not of the JSON around them.
    private static int tokens(JsonNode node) {
        if (node.isTextual()) {
            return estimate(node.asText().length());
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += tokens(child);
        }
        return sum;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new RefusedException(AnthropicError.invalidRequest(message));
        }
    }
}
