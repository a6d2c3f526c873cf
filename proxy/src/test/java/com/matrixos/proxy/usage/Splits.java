package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// Cuts bytes into pieces in every way that matters, to show that a reader does not see the cuts.
public final class Splits {
    private static final int RANDOM_CUTS = 200;

    private Splits() {}

    /// Checks that a reading gives the same for the bytes in one piece, cut in two at any byte, cut at every
    /// byte, and cut at random.
    ///
    /// @return what it gives
    public static <T> T same(byte[] bytes, Function<List<ByteBuffer>, T> reading) {
        T whole = reading.apply(List.of(ByteBuffer.wrap(bytes)));
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(reading.apply(List.of(piece(bytes, 0, cut), piece(bytes, cut, bytes.length))))
                    .as("cut at %s", cut)
                    .isEqualTo(whole);
        }
        assertThat(reading.apply(random(bytes, new Random(0), 1))).isEqualTo(whole);
        return sameAtRandom(bytes, RANDOM_CUTS, reading);
    }

    /// The same for bytes that are too many to be cut everywhere.
    public static <T> T sameAtRandom(byte[] bytes, int times, Function<List<ByteBuffer>, T> reading) {
        T whole = reading.apply(List.of(ByteBuffer.wrap(bytes)));
        for (int seed = 0; seed < times; seed++) {
            var random = new Random(seed);
            assertThat(reading.apply(random(bytes, random, 1 + random.nextInt(Math.max(2, bytes.length / 3)))))
                    .as("seed %s", seed)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static List<ByteBuffer> random(byte[] bytes, Random random, int longest) {
        var pieces = new ArrayList<ByteBuffer>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(longest));
            pieces.add(piece(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    /// In a buffer like those of the relay: outside the heap, read-only, neither begun nor ended.
    private static ByteBuffer piece(byte[] bytes, int from, int to) {
        ByteBuffer piece = ByteBuffer.allocateDirect(to - from + 7);
        piece.position(3).put(bytes, from, to - from).limit(3 + to - from).position(3);
        return piece.asReadOnlyBuffer();
    }
}
