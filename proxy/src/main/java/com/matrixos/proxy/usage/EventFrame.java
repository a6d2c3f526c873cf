package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gathers the lines of one event of a stream (`text/event-stream`) until a blank line ends it.
///
/// Lines of data are kept, one after the other with a line feed between them; the event's name is kept;
/// comments and other fields are dropped. The data of an event that does not fit into 32 KiB are handed on to a
/// [LongEvent] as they come: hundreds of streams may each have one at the same time.
final class EventFrame {
    private static final int LIMIT = 32 * 1024;
    private static final int USUAL = 1024;
    /// Most events are a few hundred bytes, and a stream may last for an hour.
    private static final int MOST_KEPT = 4 * 1024;

    private static final int LONGEST_NAME = 64;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private byte[] bytes = new byte[USUAL];
    private int size;
    private int lineStart;
    private Line line = Line.HERE;
    private boolean first = true;
    private boolean lineEmpty = true;
    private boolean hasData;
    private @Nullable LongEvent longEvent;
    private String name = "";

    /// Where the beginning of the current line is.
    private enum Line {
        /// In [#bytes].
        HERE,
        /// Handed on, as data.
        HANDED_ON,
        /// Dropped, as something else.
        DROPPED
    }

    /// Takes more of the current line, without its end.
    void append(ByteBuffer piece, int from, int to) {
        lineEmpty &= from == to;
        int at = from;
        while (at < to) {
            int count = Math.min(to - at, LIMIT - size);
            keep(piece, at, count);
            at += count;
            if (size == LIMIT) {
                makeRoom();
            }
        }
    }

    /// The current line has ended.
    ///
    /// @return whether it was the blank one that ends an event, and there is an event
    boolean lineEnds() {
        boolean blank = lineEmpty;
        if (!blank) {
            takeLine();
        }
        lineEmpty = true;
        boolean event = blank && hasData;
        if (blank && !event) {
            clear();
        } else if (event && longEvent != null) {
            handOn(0, size);
        }
        return event;
    }

    /// Begins the next event.
    void clear() {
        size = 0;
        lineStart = 0;
        hasData = false;
        longEvent = null;
        name = "";
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[USUAL];
        }
    }

    /// The event's name, or empty when it has none.
    String name() {
        return name;
    }

    /// What the event's data tell at a glance.
    ///
    /// @throws IOException when they are not JSON
    Outline outline() throws IOException {
        return longEvent == null ? Outline.read(bytes, size) : Outline.of(longEvent);
    }

    /// The event's data, of a long event only what is wanted of it.
    ///
    /// @throws IOException when they are not JSON
    JsonNode data() throws IOException {
        return longEvent == null ? Wire.tree(bytes, size) : longEvent.data();
    }

    private void keep(ByteBuffer piece, int from, int count) {
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, 2 * (size + count)));
        }
        piece.get(from, bytes, size, count);
        size += count;
    }

    /// Lines that are complete go first: of the current one it may not be known yet what it is.
    private void makeRoom() {
        if (lineStart > 0) {
            handOn(0, lineStart);
            System.arraycopy(bytes, lineStart, bytes, 0, size - lineStart);
            size -= lineStart;
            lineStart = 0;
            return;
        }
        switch (line) {
            case HERE -> beginLongLine();
            case HANDED_ON -> handOn(0, size);
            case DROPPED -> {}
        }
        size = 0;
    }

    private void beginLongLine() {
        dropMark();
        line = isField(DATA) ? Line.HANDED_ON : Line.DROPPED;
        if (line == Line.HANDED_ON) {
            handOn(dataStart(), size);
            hasData = true;
        }
    }

    private void handOn(int from, int to) {
        if (longEvent == null) {
            longEvent = new LongEvent();
        }
        longEvent.feed(Piece.over(bytes, from, to));
    }

    private void takeLine() {
        switch (line) {
            case HERE -> takeShortLine();
            case HANDED_ON -> {
                handOn(0, size);
                size = 0;
            }
            case DROPPED -> size = 0;
        }
        line = Line.HERE;
        lineStart = size;
    }

    private void takeShortLine() {
        dropMark();
        if (isField(DATA)) {
            keepData();
        } else {
            if (isField(EVENT)) {
                name = value(EVENT.length);
            }
            size = lineStart;
        }
    }

    /// A stream may begin with one, and it is no part of its first line.
    private void dropMark() {
        int length = BYTE_ORDER_MARK.length;
        if (first && size >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)) {
            System.arraycopy(bytes, length, bytes, 0, size - length);
            size -= length;
        }
        first = false;
    }

    private boolean isField(byte[] field) {
        int end = lineStart + field.length;
        return end <= size
                && Arrays.equals(bytes, lineStart, end, field, 0, field.length)
                && (end == size || bytes[end] == ':');
    }

    private void keepData() {
        int from = dataStart();
        int length = size - from;
        System.arraycopy(bytes, from, bytes, lineStart, length);
        size = lineStart + length;
        hasData = true;
    }

    /// Where the line's data begin, with a line feed before them when they are not the first. The field's name is
    /// longer than the line feed that takes its place.
    private int dataStart() {
        int from = valueStart(DATA.length);
        if (hasData) {
            bytes[--from] = '\n';
        }
        return from;
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
