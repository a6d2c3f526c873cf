package com.matrixos.home.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OutputRingTest {
    @Test
    void holdsTheNewestBytesOfAnyStream() {
        var random = new Random(7);
        for (int capacity : new int[] {1, 7, 1000, 16 * 1024, 40_000, 100_000}) {
            var ring = new OutputRing(capacity);
            var all = new ByteArrayOutputStream();
            for (int round = 0; round < 300; round++) {
                var more = new byte[1 + random.nextInt(Math.min(capacity, 5000))];
                random.nextBytes(more);
                int count = random.nextInt(more.length + 1);
                ring.append(more, count);
                all.write(more, 0, count);
                assertMatches(ring, all.toByteArray(), capacity, random);
            }
        }
    }

    private static void assertMatches(OutputRing ring, byte[] all, int capacity, Random random) {
        assertThat(ring.end()).isEqualTo(all.length);
        assertThat(ring.start()).isLessThanOrEqualTo(Math.max(0, all.length - Math.min(capacity, 16 * 1024)));
        assertThat(ring.end() - ring.start()).isLessThanOrEqualTo(capacity);
        int from = (int) ring.start() + random.nextInt((int) (ring.end() - ring.start()) + 1);
        int most = 1 + random.nextInt(capacity);
        assertThat(ring.from(from, most)).isEqualTo(Arrays.copyOfRange(all, from, Math.min(all.length, from + most)));
    }
}
