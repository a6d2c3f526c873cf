package com.matrixos.proxy.usage;

/// How often a Messages request may search the web, read off its body as it passes. Memory is constant. Never blocks.
/// For one thread at a time.
public final class SearchSkim {
    private final ToolSearches searches = new ToolSearches();
    private final JsonSkim body = JsonSkim.wanting().into("tools", searches::start, searches::feed);

    /// Takes the next bytes.
    public void feed(Piece piece) {
        body.feed(piece);
    }

    /// The searches that its tools allow.
    public long count() {
        return searches.count();
    }
}
