package com.matrixos.proxy.usage;

/// What must be known of the prompt in a Messages request, read off the body as it passes: how long it is, whether it
/// is kept for an hour, how often it may search the web, and how much of it an earlier one began with.
///
/// Memory is bounded, some hundred bytes for each 8 KiB and never more than a few KiB. Never blocks. For one thread at
/// a time.
public final class PromptSkim {
    private final PromptGauge gauge = new PromptGauge();
    private final ToolSearches searches = new ToolSearches();
    private final Part settings = new Part();
    private final Part tools = new Part();
    private final Part system = new Part();
    private final Part messages = new Part();
    private final JsonSkim body = JsonSkim.wanting()
            .into("tool_choice", () -> {}, settings::feed)
            .into("thinking", () -> {}, settings::feed)
            .into("tools", this::toolsBegin, this::tools)
            .into("system", system::begin, system::feed)
            .into("messages", messages::begin, messages::feed);
    private long gauged;

    /// Takes the next bytes.
    public void feed(Piece piece) {
        body.feed(piece);
    }

    /// The guess of its length, of what has passed so far; what is no prompt counts as text.
    public long tokens() {
        return Math.min(PromptGauge.LARGEST_CONTEXT, gauge.tokens() + PromptGauge.text(body.bytes() - gauged));
    }

    /// Whether some part of it may have to be cached for an hour: [PromptGauge#mayCacheForAnHour].
    public boolean mayCacheForAnHour() {
        return gauge.mayCacheForAnHour();
    }

    /// The searches of the web that its tools allow.
    public long searches() {
        return searches.count();
    }

    /// What is to be kept of it for the next one.
    public PromptPrint print() {
        return new PromptPrint(settings.trail, tools.trail, system.trail, messages.trail);
    }

    private void toolsBegin() {
        searches.start();
        tools.begin();
    }

    private void tools(Piece piece) {
        searches.feed(piece);
        tools.feed(piece);
    }

    private final class Part {
        private Trail trail = new Trail();
        private long before;

        /// Of a member that comes twice the last one counts.
        void begin() {
            trail = new Trail();
            before = gauge.settled();
        }

        void feed(Piece piece) {
            gauged += piece.limit();
            trail.feed(piece, gauge, before);
        }
    }
}
