package com.matrixos.proxy.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A piece of a body of JSON, with the places of its quotes, which everybody who reads it jumps along. They are
/// found once, in one pass over the bytes: reading them was two fifths of what a call cost on its event loop.
///
/// For one thread at a time, and only until the next piece is made on that thread.
public final class Piece {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long QUOTES = 0x0101010101010101L * '"';

    /// Brings the lowest bit of each of eight bytes together in the highest byte.
    private static final long GATHER = 0x0102040810204080L;

    private static final ThreadLocal<Room> ROOM = ThreadLocal.withInitial(Room::new);

    private final byte[] bytes;

    /// A bit for each byte, set for a quote.
    private final long[] quotes;

    /// Where in those it begins and ends.
    private final int begin;

    private final int end;

    private Piece(byte[] bytes, long[] quotes, int begin, int end) {
        this.bytes = bytes;
        this.quotes = quotes;
        this.begin = begin;
        this.end = end;
    }

    /// What a thread reads into again and again. No event loop reads more at once, as a rule.
    private static final class Room {
        private static final int USUAL = 64 * 1024;

        private final byte[] bytes = new byte[USUAL];
        private final long[] quotes = new long[words(USUAL)];
    }

    /// Copies the bytes, which are read several times as fast on the heap as off it, and finds the quotes.
    ///
    /// @param buffer whose position and limit stay as they are
    public static Piece of(ByteBuffer buffer) {
        int count = buffer.remaining();
        boolean usual = count <= Room.USUAL;
        Room room = ROOM.get();
        byte[] bytes = usual ? room.bytes : new byte[count];
        long[] quotes = usual ? room.quotes : new long[words(count)];
        buffer.get(buffer.position(), bytes, 0, count);
        index(bytes, count, quotes);
        return new Piece(bytes, quotes, 0, count);
    }

    /// Reads bytes of an array where they are, and leaves the thread's other piece alone.
    ///
    /// @param bytes must stay as they are as long as the piece is used
    static Piece over(byte[] bytes, int from, int to) {
        var quotes = new long[words(to)];
        index(bytes, to, quotes);
        return new Piece(bytes, quotes, from, to);
    }

    /// How many bytes there are; they are at 0 and on.
    public int limit() {
        return end - begin;
    }

    /// The byte at a place below [#limit].
    public byte get(int at) {
        return bytes[begin + at];
    }

    /// The eight bytes from a place on, the first one lowest.
    long eight(int at) {
        return (long) WORD.get(bytes, begin + at);
    }

    /// Copies the bytes from one place up to another.
    public void get(int from, byte[] into, int offset, int length) {
        System.arraycopy(bytes, begin + from, into, offset, length);
    }

    /// The bytes from one place up to another as a piece of their own.
    public Piece slice(int from, int to) {
        return new Piece(bytes, quotes, begin + from, begin + to);
    }

    /// The bytes, for who does not care about quotes.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, begin, end - begin).slice();
    }

    /// The place of the first quote at or after `from`, or the limit when there is none.
    public int quote(int from) {
        return find(begin + from) - begin;
    }

    /// The place of the quote that ends a string of JSON, or the limit when it is not in this piece. One more than
    /// the limit when the last byte is a backslash, whose partner comes with the next piece.
    ///
    /// @param from a place in the string
    public int stringEnd(int from) {
        int first = begin + from;
        int at = find(first);
        while (at < end && isEscaped(first, at)) {
            at = find(at + 1);
        }
        return (at == end && isEscaped(first, end) ? end + 1 : at) - begin;
    }

    private int find(int from) {
        if (from >= end) {
            return end;
        }
        int word = from >>> 6;
        long bits = quotes[word] & -1L << from;
        while (bits == 0 && word < (end - 1) >>> 6) {
            word++;
            bits = quotes[word];
        }
        return bits == 0 ? end : Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
    }

    /// Whether an odd number of backslashes stands before the place: each of them takes the next byte with it.
    private boolean isEscaped(int from, int at) {
        int first = at;
        while (first > from && bytes[first - 1] == '\\') {
            first--;
        }
        return (at - first & 1) == 1;
    }

    private static int words(int bytes) {
        return (bytes + Long.SIZE - 1) >>> 6;
    }

    private static void index(byte[] bytes, int count, long[] quotes) {
        int whole = count & -Long.SIZE;
        for (int at = 0; at < whole; at += Long.SIZE) {
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i += Long.BYTES) {
                bits |= eight((long) WORD.get(bytes, at + i)) << i;
            }
            quotes[at >>> 6] = bits;
        }
        if (whole < count) {
            quotes[whole >>> 6] = 0;
        }
        for (int at = whole; at < count; at++) {
            quotes[at >>> 6] |= bytes[at] == '"' ? 1L << at : 0;
        }
    }

    /// A bit for each of eight bytes: adding to the low seven bits of a byte carries into its highest unless they are
    /// all zero, and never into the next byte.
    private static long eight(long word) {
        long other = word ^ QUOTES;
        long zeros = ~((other & LOW_SEVEN) + LOW_SEVEN | other | LOW_SEVEN);
        return ((zeros >>> 7) * GATHER) >>> 56;
    }
}
