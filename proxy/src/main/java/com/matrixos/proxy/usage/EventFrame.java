package com.matrixos.proxy.usage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Gathers the lines of one event of a stream (`text/event-stream`) until a blank line ends it.
///
/// Lines of data are kept, one after the other with a line feed between them; the event's name is kept;
/// comments and other fields are dropped. An event of more than 8 MiB is not kept, only ended.
final class EventFrame {
    private static final int LIMIT = 8 * 1024 * 1024;
    private static final int USUAL = 1024;
    /// A thousand streams must not each keep the room of their longest event.
    private static final int MOST_KEPT = 64 * 1024;

    private static final int LONGEST_NAME = 64;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[USUAL];
    private int size;
    private int lineStart;
    private boolean lineEmpty = true;
    private boolean hasData;
    private boolean oversized;
    private String name = "";

    /// Takes more of the current line, without its end.
    void append(ByteBuffer piece, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return;
        }
        lineEmpty = false;
        if (oversized || count > LIMIT - size) {
            oversized = true;
            bytes = new byte[USUAL];
            return;
        }
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, 2 * (size + count)));
        }
        piece.get(from, bytes, size, count);
        size += count;
    }

    /// The current line has ended.
    ///
    /// @return whether it was the blank one that ends an event, and there is an event
    boolean lineEnds() {
        boolean blank = lineEmpty;
        if (!blank && !oversized) {
            takeLine();
        }
        lineEmpty = true;
        boolean event = blank && (hasData || oversized);
        if (blank && !event) {
            clear();
        }
        return event;
    }

    /// Begins the next event.
    void clear() {
        size = 0;
        lineStart = 0;
        hasData = false;
        oversized = false;
        name = "";
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[USUAL];
        }
    }

    /// Whether the event was too long for its data to be kept.
    boolean oversized() {
        return oversized;
    }

    /// The event's name, or empty when it has none.
    String name() {
        return name;
    }

    /// The event's data are the first [#size] of these.
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void takeLine() {
        if (isField(DATA)) {
            keepData();
        } else {
            if (isField(EVENT)) {
                name = value(EVENT.length);
            }
            size = lineStart;
        }
        lineStart = size;
    }

    private boolean isField(byte[] field) {
        int end = lineStart + field.length;
        return end <= size
                && Arrays.equals(bytes, lineStart, end, field, 0, field.length)
                && (end == size || bytes[end] == ':');
    }

    /// The field's name is longer than the line feed that takes its place.
    private void keepData() {
        int from = valueStart(DATA.length);
        int length = size - from;
        if (hasData) {
            bytes[lineStart++] = '\n';
        }
        System.arraycopy(bytes, from, bytes, lineStart, length);
        size = lineStart + length;
        hasData = true;
    }

    private String value(int fieldLength) {
        int from = valueStart(fieldLength);
        return size - from > LONGEST_NAME ? "" : new String(bytes, from, size - from, StandardCharsets.UTF_8);
    }

    private int valueStart(int fieldLength) {
        int at = Math.min(lineStart + fieldLength + 1, size);
        return at < size && bytes[at] == ' ' ? at + 1 : at;
    }
}
