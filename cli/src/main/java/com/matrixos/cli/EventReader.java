package com.matrixos.cli;

import java.util.function.Consumer;

/// Takes a stream of server-sent events (WHATWG HTML, §9.2.6) line by line. Belongs to one thread.
final class EventReader {
    private final String wanted;
    private final Consumer<String> each;
    private final StringBuilder data = new StringBuilder();
    private String event = "";

    /// @param wanted the name of the events that count
    /// @param each gets their data
    EventReader(String wanted, Consumer<String> each) {
        this.wanted = wanted;
        this.each = each;
    }

    /// A line without its end.
    void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        String text = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> event = text;
            case "data" -> data.append(text).append('\n');
            default -> {} // an id, a time to wait, or a comment that keeps the connection open
        }
    }

    private void dispatch() {
        if (event.equals(wanted) && !data.isEmpty()) {
            each.accept(data.substring(0, data.length() - 1));
        }
        event = "";
        data.setLength(0);
    }
}
