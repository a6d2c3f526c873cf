package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.testkit.model.script.Script;
import java.util.ArrayList;
import java.util.List;

/// What is to be answered: the last thing a person wrote, how often it was answered since, and what tools
/// have found out for it.
///
/// @param text what the person wrote, without what a client adds; empty when that holds no text
/// @param answers how many answers there were to it: each asked for tools
/// @param results the texts of the tools' results in the last message
/// @param messages how many messages there are in all
public record Occasion(String text, int answers, List<String> results, int messages) {
    public Occasion {
        results = List.copyOf(results);
    }

    /// Hears messages one after the other.
    static final class Listener {
        private String text = "";
        private int answers;
        private final List<String> results = new ArrayList<>();
        private int messages;
        private boolean asked;

        /// Clients put instructions of their own after what the person has written, in messages of the role
        /// `system`; nobody said those.
        void hear(String role, List<JsonNode> blocks) {
            messages++;
            if (role.equals("assistant")) {
                answers++;
            }
            if (role.equals("user")) {
                asked = true;
                results.clear();
                blocks.stream()
                        .filter(block -> isType(block, "tool_result"))
                        .map(Listener::result)
                        .forEach(results::add);
                if (results.isEmpty()) {
                    text = said(blocks);
                    answers = 0;
                }
            }
        }

        Occasion occasion() {
            RefusedException.check(asked, "messages: one of the role user is required");
            return new Occasion(text, answers, results, messages);
        }

        /// The last text that holds a script, or else the last: those before it are reminders that the client
        /// has added.
        private static String said(List<JsonNode> blocks) {
            List<String> texts = blocks.stream()
                    .filter(block -> isType(block, "text"))
                    .map(block -> block.path("text").asText())
                    .toList()
                    .reversed();
            return texts.stream()
                    .filter(Script::isIn)
                    .findFirst()
                    .or(() -> texts.stream().findFirst())
                    .orElse("");
        }

        private static String result(JsonNode block) {
            JsonNode content = block.path("content");
            if (content.isTextual()) {
                return content.textValue();
            }
            var text = new StringBuilder();
            content.forEach(part -> text.append(part.path("text").asText()));
            return text.toString();
        }

        private static boolean isType(JsonNode block, String type) {
            return block.path("type").asText().equals(type);
        }
    }
}
