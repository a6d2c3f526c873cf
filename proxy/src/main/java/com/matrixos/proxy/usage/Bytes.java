package com.matrixos.proxy.usage;

import java.nio.ByteBuffer;

/// Looks for bytes, eight at a time: a body of 32 MiB passes in a few milliseconds of the event loop.
public final class Bytes {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    /// No event loop reads more at once.
    private static final int USUAL_PIECE = 64 * 1024;

    private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[USUAL_PIECE]);

    private Bytes() {}

    /// The piece's bytes on the heap, where they are read several times as fast as off it, from position 0 on. Valid
    /// until
    /// the next call on the same thread.
    ///
    /// @param piece whose position and limit stay as they are
    public static ByteBuffer onHeap(ByteBuffer piece) {
        if (piece.hasArray()) {
            return piece.slice();
        }
        int count = piece.remaining();
        byte[] room = count <= USUAL_PIECE ? ROOM.get() : new byte[count];
        piece.get(piece.position(), room, 0, count);
        return ByteBuffer.wrap(room, 0, count);
    }

    /// The place of the first of two bytes at or after `from`, or the buffer's limit when there is neither.
    ///
    /// @param bytes in the usual order, [java.nio.ByteOrder#BIG_ENDIAN]
    public static int find(ByteBuffer bytes, int from, char one, char other) {
        long ones = ONES * one;
        long others = ONES * other;
        int at = from;
        for (int last = bytes.limit() - Long.BYTES; at <= last; at += Long.BYTES) {
            long word = Long.reverseBytes(bytes.getLong(at));
            long found = zeros(word ^ ones) | zeros(word ^ others);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < bytes.limit() && bytes.get(at) != one && bytes.get(at) != other) {
            at++;
        }
        return at;
    }

    /// The place of the quote that ends a string of JSON, or the buffer's limit when it is not in it. One more than the
    /// limit
    /// when the last byte is a backslash, whose partner comes with the next piece.
    ///
    /// @param from a place in the string
    public static int stringEnd(ByteBuffer bytes, int from) {
        int at = find(bytes, from, '"', '\\');
        while (at < bytes.limit() && bytes.get(at) == '\\') {
            at = at + 1 == bytes.limit() ? at + 2 : find(bytes, at + 2, '"', '\\');
        }
        return at;
    }

    /// The high bit of the lowest byte that is zero, and of no byte below it: subtracting one borrows into the high bit
    /// of
    /// a byte that was zero and of none that was not, or only above such a byte.
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGH;
    }
}
