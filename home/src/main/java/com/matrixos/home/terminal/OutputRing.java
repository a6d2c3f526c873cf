package com.matrixos.home.terminal;

import java.util.Arrays;

/// The newest bytes of a stream, addressed by their offset from its beginning. Not thread-safe.
///
/// Starts small and doubles: most terminals never print half a megabyte, and the container has little.
final class OutputRing {
    private static final int FIRST_CAPACITY = 16 * 1024;

    private final int maxCapacity;
    private byte[] bytes;
    private long end;

    /// @param maxCapacity how many of the newest bytes are kept
    OutputRing(int maxCapacity) {
        this.maxCapacity = maxCapacity;
        this.bytes = new byte[Math.min(FIRST_CAPACITY, maxCapacity)];
    }

    /// The offset of the oldest byte still held.
    long start() {
        return Math.max(0, end - bytes.length);
    }

    /// The offset of the next byte to come: how many there have been.
    long end() {
        return end;
    }

    /// Adds the first `count` of the given bytes; at most the maximal capacity at once.
    void append(byte[] more, int count) {
        while (end + count > bytes.length && bytes.length < maxCapacity) {
            // Nothing has been overwritten yet, so offsets are indices and stay so.
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, maxCapacity));
        }
        int at = (int) (end % bytes.length);
        int beforeWrap = Math.min(count, bytes.length - at);
        System.arraycopy(more, 0, bytes, at, beforeWrap);
        System.arraycopy(more, beforeWrap, bytes, 0, count - beforeWrap);
        end += count;
    }

    /// A copy of what follows an offset between [#start] and [#end], at most `most` bytes.
    byte[] from(long offset, int most) {
        int count = (int) Math.min(most, end - offset);
        var copy = new byte[count];
        int at = (int) (offset % bytes.length);
        int beforeWrap = Math.min(count, bytes.length - at);
        System.arraycopy(bytes, at, copy, 0, beforeWrap);
        System.arraycopy(bytes, 0, copy, beforeWrap, count - beforeWrap);
        return copy;
    }
}
