package com.matrixos.proxy.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/// What one pass over an event's data tells, without a tree: most events are deltas of a few bytes, and of
/// those nothing more is needed.
final class Outline {
    /// The members of a delta that carry what was generated have names of their own in each type of delta, so the type
    /// need not be known. `content` is a compaction's summary.
    static final List<String> GENERATED = List.of("text", "partial_json", "thinking", "content");

    /// So many digits always fit.
    private static final int DIGITS = 9;

    private String type = "";
    private int index = -1;
    private int bytes;
    private long estimatedTokens;
    private boolean serverTool;
    private boolean webSearch;

    private Outline() {}

    /// Reads the first bytes of an array.
    ///
    /// @throws IOException when they are not JSON
    static Outline read(byte[] data, int length) throws IOException {
        var outline = new Outline();
        try (JsonParser json = Wire.factory().createParser(data, 0, length)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                outline.event(json);
            }
        }
        return outline;
    }

    /// Tells what is known of an event that was not kept.
    ///
    /// @throws IOException when its data are not JSON
    static Outline of(LongEvent event) throws IOException {
        if (!event.whole()) {
            throw new IOException("no whole object");
        }
        JsonNode data = event.data();
        JsonNode index = data.path("index");
        var outline = new Outline();
        outline.type = Wire.text(data.path("type"), JsonSkim.LONGEST_VALUE).orElse("");
        outline.index = index.isInt() ? index.intValue() : -1;
        outline.bytes = event.generated();
        outline.estimatedTokens =
                Math.max(0, data.path("delta").path("estimated_tokens").asInt(0));
        return outline;
    }

    /// The event's type, or empty when it is not told.
    String type() {
        return type;
    }

    /// The content block's number, or -1 when it is not told.
    int index() {
        return index;
    }

    /// Whether the block that begins is a search of the web. Servers name their tools themselves, so a client's tool
    /// of that name is none.
    boolean search() {
        return serverTool && webSearch;
    }

    Event.Delta delta() {
        return new Event.Delta(bytes, estimatedTokens);
    }

    private void event(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "index" -> index = number(json, -1);
                case "delta" -> delta(json);
                case "content_block" -> block(json);
                default -> {}
            }
            json.skipChildren();
        }
    }

    private void block(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            String text = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : "";
            switch (name) {
                case "type" -> serverTool = text.equals("server_tool_use");
                case "name" -> webSearch = text.equals("web_search");
                default -> {}
            }
            json.skipChildren();
        }
    }

    private void delta(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        bytes = 0;
        estimatedTokens = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && GENERATED.contains(name)) {
                bytes += utf8Length(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            } else if (name.equals("estimated_tokens")) {
                estimatedTokens = Math.max(0, number(json, 0));
            }
            json.skipChildren();
        }
    }

    private static int number(JsonParser json, int otherwise) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= DIGITS
                ? json.getIntValue()
                : otherwise;
    }

    private static int utf8Length(char[] text, int offset, int length) {
        int bytes = length;
        for (int i = offset; i < offset + length; i++) {
            char c = text[i];
            if (c >= 0x80) {
                // Each half of a surrogate pair counts for two of its four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
