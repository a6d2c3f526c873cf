package com.matrixos.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The header lines of a message as offsets into its bytes: nothing is copied until somebody asks for it.
/// Immutable once parsed.
final class Headers {
    /// More lines than this are refused, so that the offsets stay small.
    static final int MAX_LINES = 256;

    final byte[] bytes;
    private Field[] fields = new Field[16];
    /// Four for each line: start and end of the name, start and end of the value.
    private int[] marks = new int[64];

    private int size;

    private Headers(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads header lines from `at` up to the empty line that ends the array.
    ///
    /// ```
    /// line  = name ":" blank* value blank* CRLF
    /// name  = token                     no blank before the colon
    /// value = (tab | visible | >127)*   a line that begins with a blank (obs-fold) is refused
    /// ```
    static Headers parse(byte[] bytes, int at) {
        var headers = new Headers(bytes);
        int next = at;
        while (bytes[next] != '\r') {
            next = headers.line(next);
        }
        if (next != bytes.length - 2) {
            throw new BadMessage("a lone CR in the headers");
        }
        return headers;
    }

    private int line(int start) {
        int colon = start;
        while (Bytes.token(bytes[colon])) {
            colon++;
        }
        if (colon == start || bytes[colon] != ':') {
            throw new BadMessage("a malformed header name");
        }
        int from = colon + 1;
        while (Bytes.blank(bytes[from])) {
            from++;
        }
        int end = from;
        while (Bytes.text(bytes[end])) {
            end++;
        }
        if (bytes[end] != '\r' || bytes[end + 1] != '\n') {
            throw new BadMessage("a control character in a header");
        }
        int to = end;
        while (to > from && Bytes.blank(bytes[to - 1])) {
            to--;
        }
        add(start, colon, from, to);
        return end + 2;
    }

    private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if (size == MAX_LINES) {
            throw new BadMessage(431, "more than " + MAX_LINES + " headers");
        }
        if (size == fields.length) {
            fields = Arrays.copyOf(fields, 2 * size);
            marks = Arrays.copyOf(marks, 8 * size);
        }
        fields[size] = Field.of(bytes, nameStart, nameEnd);
        int mark = 4 * size++;
        marks[mark] = nameStart;
        marks[mark + 1] = nameEnd;
        marks[mark + 2] = valueStart;
        marks[mark + 3] = valueEnd;
    }

    int size() {
        return size;
    }

    Field field(int i) {
        return fields[i];
    }

    int nameStart(int i) {
        return marks[4 * i];
    }

    int nameEnd(int i) {
        return marks[4 * i + 1];
    }

    int valueStart(int i) {
        return marks[4 * i + 2];
    }

    int valueEnd(int i) {
        return marks[4 * i + 3];
    }

    String name(int i) {
        return new String(bytes, nameStart(i), nameEnd(i) - nameStart(i), StandardCharsets.US_ASCII)
                .toLowerCase(Locale.ROOT);
    }

    String value(int i) {
        return new String(bytes, valueStart(i), valueEnd(i) - valueStart(i), StandardCharsets.UTF_8);
    }

    boolean named(int i, String name) {
        return Bytes.equalsIgnoreCase(bytes, nameStart(i), nameEnd(i), name);
    }

    boolean valued(int i, String value) {
        return Bytes.equalsIgnoreCase(bytes, valueStart(i), valueEnd(i), value);
    }

    /// The first line of this field at or after `from`, or -1.
    int find(Field field, int from) {
        for (int i = from; i < size; i++) {
            if (fields[i] == field) {
                return i;
            }
        }
        return -1;
    }

    int find(Field field) {
        return find(field, 0);
    }

    /// Whether any line of this field has the element in its comma-separated list.
    boolean lists(Field field, String element) {
        for (int i = find(field); i >= 0; i = find(field, i + 1)) {
            if (lists(i, element)) {
                return true;
            }
        }
        return false;
    }

    private boolean lists(int i, String element) {
        int at = valueStart(i);
        int end = valueEnd(i);
        while (at < end) {
            int comma = at;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int from = at;
            int to = comma;
            while (from < to && Bytes.blank(bytes[from])) {
                from++;
            }
            while (to > from && Bytes.blank(bytes[to - 1])) {
                to--;
            }
            if (Bytes.equalsIgnoreCase(bytes, from, to, element)) {
                return true;
            }
            at = comma + 1;
        }
        return false;
    }

    /// Whether `Connection` names anything beyond the usual three, and so perhaps other headers.
    boolean connectionNamesHeaders() {
        for (int i = find(Field.CONNECTION); i >= 0; i = find(Field.CONNECTION, i + 1)) {
            if (!valued(i, "keep-alive") && !valued(i, "close") && !valued(i, "upgrade")) {
                return true;
            }
        }
        return false;
    }
}
