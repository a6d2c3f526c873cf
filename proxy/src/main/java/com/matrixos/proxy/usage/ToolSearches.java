package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;

/// Counts how often the tools of one request may search the web, from the bytes of its list of tools: for each whose
/// `type` begins with `web_search` as often as its `max_uses` says, or [#USUAL] times.
///
/// Memory is constant. Never blocks. For one thread at a time.
final class ToolSearches {
    /// So many searches of a tool that sets itself no limit. The upstream has none either, but ends a turn
    /// after some ten uses of its own tools, for the client to go on with.
    static final int USUAL = 10;

    private static final int LONGEST_TEXT = 256;

    private final JsonSkim tool = JsonSkim.wanting("type", "max_uses");
    private final ListSkim tools = new ListSkim(new Tool());
    private long count;

    /// A list begins; of one before it nothing counts.
    void start() {
        tools.start();
        count = 0;
    }

    /// Takes the list's next bytes.
    void feed(Piece piece) {
        tools.feed(piece);
    }

    /// How many there may be.
    long count() {
        return count;
    }

    private final class Tool implements ListSkim.Element {
        @Override
        public void begins() {
            tool.reset();
        }

        @Override
        public void feed(Piece piece) {
            tool.feed(piece);
        }

        @Override
        public void ended() {
            boolean searching = tool.value("type")
                    .flatMap(type -> Wire.text(type, LONGEST_TEXT))
                    .filter(type -> type.startsWith("web_search"))
                    .isPresent();
            count += searching ? mostUses() : 0;
        }
    }

    /// Some write whole numbers with a point, and are understood.
    private long mostUses() {
        return tool.value("max_uses")
                .filter(value -> value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong())
                .map(JsonNode::longValue)
                .map(number -> Math.clamp(number, 0L, (long) Integer.MAX_VALUE))
                .orElse((long) USUAL);
    }
}
