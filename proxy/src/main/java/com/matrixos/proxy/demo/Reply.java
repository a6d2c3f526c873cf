package com.matrixos.proxy.demo;

import com.matrixos.base.ids.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the demo model says to one request, and what it would have cost.
///
/// @param id the message's id, unique
/// @param words the text, cut before each word; joined they are the text
/// @param stopReason `end_turn`, or `max_tokens` when the text was cut short
/// @param inputTokens an estimate
/// @param outputTokens an estimate
record Reply(String id, List<String> words, String stopReason, int inputTokens, int outputTokens) {
    /// The only model there is here.
    static final String MODEL = "demo";

    private static final String LABEL = "Demo model (no API key is set): ";
    private static final int QUOTED = 300;

    static Reply to(Ask ask) {
        List<String> all = List.of((LABEL + sentence(ask)).split("(?<=\\s)"));
        List<String> said = all.subList(0, Math.min(all.size(), ask.maxTokens()));
        return new Reply(
                Tokens.random("msg_demo_"),
                said,
                said.size() < all.size() ? "max_tokens" : "end_turn",
                ask.inputTokens(),
                said.size());
    }

    String text() {
        return String.join("", words);
    }

    /// The whole message, as it is answered without streaming.
    Map<String, Object> message() {
        List<Object> content = List.of(textBlock(text()));
        return message(content, stopReason, outputTokens);
    }

    /// The message as its stream begins with it.
    Map<String, Object> started() {
        return message(List.of(), null, words.isEmpty() ? 0 : 1);
    }

    static Map<String, Object> textBlock(String text) {
        return ordered("type", "text", "text", text);
    }

    /// Name and value, by turns; keeps the order, and nulls too.
    static Map<String, Object> ordered(@Nullable Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private Map<String, Object> message(List<Object> content, @Nullable String reason, int output) {
        return ordered(
                "id",
                id,
                "type",
                "message",
                "role",
                "assistant",
                "model",
                MODEL,
                "content",
                content,
                "stop_reason",
                reason,
                "stop_sequence",
                null,
                "usage",
                usage(output));
    }

    private Map<String, Object> usage(int output) {
        return ordered(
                "input_tokens",
                inputTokens,
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                0,
                "output_tokens",
                output);
    }

    private static String sentence(Ask ask) {
        String advice = " Set ANTHROPIC_API_KEY on this host to talk to Claude.";
        if (ask.toolResults() > 0) {
            return "thank you for " + ask.toolResults() + " tool result(s); I cannot make use of them." + advice;
        }
        String asked = ask.lastText().strip();
        if (asked.isEmpty()) {
            return "your message has no text." + advice;
        }
        String quoted = asked.length() <= QUOTED ? asked : asked.substring(0, QUOTED) + "…";
        String which = ask.messages() == 1 ? "you wrote" : "in message " + ask.messages() + " you wrote";
        return which + " \"" + quoted + "\", and I can only repeat it." + advice;
    }
}
