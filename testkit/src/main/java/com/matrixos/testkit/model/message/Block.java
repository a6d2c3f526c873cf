package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.TokenRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A block of an answer's content.
public sealed interface Block {
    /// What it costs.
    default long tokens() {
        return TokenRule.of(bytes());
    }

    /// How long the text is that is paid for, in bytes of UTF-8.
    long bytes();

    /// The same, cut so that it costs no more than so many tokens.
    Block atMost(long tokens);

    /// The block as it stands in a message.
    ObjectNode json(Instant now);

    /// The block as its stream begins with it.
    ObjectNode start();

    /// Text.
    record Text(String text) implements Block {
        @Override
        public long bytes() {
            return TokenRule.bytes(text);
        }

        @Override
        public Block atMost(long tokens) {
            return new Text(text.substring(0, TokenRule.fitting(text, tokens)));
        }

        @Override
        public ObjectNode json(Instant now) {
            return node("text").put("text", text);
        }

        @Override
        public ObjectNode start() {
            return node("text").put("text", "");
        }
    }

    /// Text whose every word is the time at which it is sent.
    record Stamps(int count) implements Block {
        /// Sixteen digits and a blank.
        private static final int BYTES = 17;

        @Override
        public long bytes() {
            return (long) BYTES * count;
        }

        @Override
        public Block atMost(long tokens) {
            return new Stamps(Math.toIntExact(tokens * TokenRule.BYTES / BYTES));
        }

        @Override
        public ObjectNode json(Instant now) {
            return node("text").put("text", stamp(now).repeat(count));
        }

        @Override
        public ObjectNode start() {
            return node("text").put("text", "");
        }

        static String stamp(Instant now) {
            return "%016d ".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, now));
        }
    }

    /// Thoughts, which are paid for whether they are shown or not.
    record Thinking(String thoughts, Ask.Thinking shown, String signature) implements Block {
        @Override
        public long bytes() {
            return TokenRule.bytes(thoughts);
        }

        @Override
        public Block atMost(long tokens) {
            return new Thinking(thoughts.substring(0, TokenRule.fitting(thoughts, tokens)), shown, signature);
        }

        @Override
        public ObjectNode json(Instant now) {
            String visible = shown == Ask.Thinking.OMITTED ? "" : thoughts;
            return node("thinking").put("thinking", visible).put("signature", signature);
        }

        @Override
        public ObjectNode start() {
            return node("thinking").put("thinking", "").put("signature", "");
        }
    }

    /// A call of a tool.
    ///
    /// @param input JSON; whole, unless the answer was cut in it
    record ToolUse(String id, String name, String input, boolean whole) implements Block {
        @Override
        public long bytes() {
            return TokenRule.bytes(input);
        }

        @Override
        public Block atMost(long tokens) {
            return new ToolUse(id, name, input.substring(0, TokenRule.fitting(input, tokens)), false);
        }

        @Override
        public ObjectNode json(Instant now) {
            ObjectNode json = start();
            if (whole) {
                json.putRawValue("input", new RawValue(input));
            }
            return json;
        }

        @Override
        public ObjectNode start() {
            ObjectNode json = node("tool_use").put("id", id).put("name", name);
            json.putObject("input");
            return json;
        }
    }

    private static ObjectNode node(String type) {
        return Json.mapper().createObjectNode().put("type", type);
    }
}
