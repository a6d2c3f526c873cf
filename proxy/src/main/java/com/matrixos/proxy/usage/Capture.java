package com.matrixos.proxy.usage;

import java.util.Arrays;

/// Keeps bytes that come in pieces, up to a limit. Past it nothing is kept at all: half a value is none. Takes no more
/// room than twice what it keeps.
final class Capture {
    private static final int FIRST = 64;
    private static final byte[] NOTHING = {};

    private final int limit;
    private byte[] bytes = NOTHING;
    private int size;
    private boolean over;

    /// @param limit how many bytes may be kept
    Capture(int limit) {
        this.limit = limit;
    }

    void clear() {
        size = 0;
        over = false;
    }

    void append(Piece piece, int from, int to) {
        int count = to - from;
        if (over || count > limit - size) {
            over = true;
            bytes = NOTHING;
            size = 0;
            return;
        }
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(size + count, Math.max(FIRST, 2 * size))));
        }
        piece.get(from, bytes, size, count);
        size += count;
    }

    /// Whether there was more than the limit.
    boolean over() {
        return over;
    }

    /// The bytes kept are the first [#size] of these.
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }
}
