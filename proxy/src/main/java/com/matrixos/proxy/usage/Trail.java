package com.matrixos.proxy.usage;

import java.security.SecureRandom;
import java.util.Arrays;

/// Remembers a part of a prompt by fingerprints of its first 8 KiB, 16 KiB and so on, each with the tokens up to
/// there, so that a later prompt can be told to begin with the same. There are 64 at the most: of a longer part every
/// other one is forgotten and the steps are doubled, again and again.
///
/// The fingerprint is wyhash's step with keys of this process's own. A sum like CRC-32C would be as fast, but anybody
/// can write two texts with the same.
///
/// For one thread at a time while it is fed; whoever has it after that may read it from any.
final class Trail {
    private static final int FIRST_STEP = 8 * 1024;
    private static final int MOST_MARKS = 64;
    private static final int BLOCK = 32;
    private static final long[] KEYS = new SecureRandom().longs(4).toArray();
    private static final long KEY = KEYS[0];
    private static final long SECOND_KEY = KEYS[1];
    private static final long THIRD_KEY = KEYS[2];
    private static final long SEED = KEYS[3];

    private long[] prints = new long[4];
    private int[] tokens = new int[4];
    private int marks;
    private long step = FIRST_STEP;
    private long length;
    private long print = SEED;
    private final long[] last = new long[BLOCK / Long.BYTES];
    private long allTokens;

    /// Takes the next bytes.
    ///
    /// @param gauge that counts the tokens, and takes the bytes here
    /// @param before what it had counted before this part
    void feed(Piece piece, PromptGauge gauge, long before) {
        int at = 0;
        while (at < piece.limit()) {
            long mark = (length / step + 1) * step;
            int to = (int) Math.min(piece.limit(), at + mark - length);
            Piece next = piece.slice(at, to);
            gauge.feed(next);
            hash(next);
            at = to;
            allTokens = gauge.settled() - before;
            if (length == mark) {
                mark();
            }
        }
    }

    /// All tokens of it.
    long tokens() {
        return allTokens;
    }

    /// Whether another is the same from its first byte to its last.
    boolean same(Trail other) {
        return length == other.length && end() == other.end();
    }

    /// How many tokens it has up to where another is surely the same.
    long shared(Trail other) {
        if (same(other)) {
            return allTokens;
        }
        long steps = Math.max(step, other.step);
        long shared = 0;
        for (long at = steps; at <= marks * step && at <= other.marks * other.step; at += steps) {
            int mine = (int) (at / step) - 1;
            if (prints[mine] != other.prints[(int) (at / other.step) - 1]) {
                break;
            }
            shared = tokens[mine];
        }
        return shared;
    }

    private void hash(Piece piece) {
        int at = 0;
        int limit = piece.limit();
        while (at < limit && length % BLOCK != 0) {
            odd(piece.get(at++));
        }
        long now = print;
        int first = at;
        for (; at + BLOCK <= limit; at += BLOCK) {
            now = mix(now, piece.eight(at), piece.eight(at + 8), piece.eight(at + 16), piece.eight(at + 24));
        }
        print = now;
        length += at - first;
        while (at < limit) {
            odd(piece.get(at++));
        }
    }

    /// One byte of a block that comes in two pieces.
    private void odd(byte b) {
        last[(int) (length % BLOCK) / Long.BYTES] |= (b & 0xffL) << (int) (length * Byte.SIZE);
        length++;
        if (length % BLOCK == 0) {
            print = end();
            Arrays.fill(last, 0);
        }
    }

    /// With what of the last block is there; the lengths are compared as well.
    private long end() {
        return mix(print, last[0], last[1], last[2], last[3]);
    }

    /// Only one of the two products waits for the block before.
    private static long mix(long print, long one, long two, long three, long four) {
        return product(one ^ KEY, two ^ print) ^ product(three ^ SECOND_KEY, four ^ THIRD_KEY);
    }

    private static long product(long one, long other) {
        return one * other ^ Math.unsignedMultiplyHigh(one, other);
    }

    private void mark() {
        if (marks == MOST_MARKS) {
            for (int kept = 0; kept < MOST_MARKS / 2; kept++) {
                prints[kept] = prints[2 * kept + 1];
                tokens[kept] = tokens[2 * kept + 1];
            }
            marks = MOST_MARKS / 2;
            step *= 2;
        }
        if (length % step == 0) {
            if (marks == prints.length) {
                prints = Arrays.copyOf(prints, 2 * marks);
                tokens = Arrays.copyOf(tokens, 2 * marks);
            }
            prints[marks] = print;
            tokens[marks++] = (int) Math.min(Integer.MAX_VALUE, allTokens);
        }
    }
}
