package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PieceTest {
    /// Quotes and backslashes are common, and so are bytes that differ from them in one bit.
    private static final byte[] LETTERS = {'"', '\\', '"' ^ 1, (byte) ('"' | 0x80), 0, -1, 'a', 'b', 'c', 'd'};

    private final Random random = new Random(26);

    @Test
    void findsEveryQuoteAndTheEndOfEveryString() {
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = random(random.nextInt(300));
            Piece piece = Piece.of(ByteBuffer.wrap(bytes));
            assertThat(piece.limit()).isEqualTo(bytes.length);
            for (int from = 0; from <= bytes.length; from++) {
                assertThat(piece.quote(from))
                        .as("round %d from %d", round, from)
                        .isEqualTo(quote(bytes, from));
                assertThat(piece.stringEnd(from))
                        .as("round %d from %d", round, from)
                        .isEqualTo(stringEnd(bytes, from));
            }
        }
    }

    @Test
    void aSliceIsAPieceOfItsOwn() {
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = random(1 + random.nextInt(300));
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            byte[] part = Arrays.copyOfRange(bytes, from, to);
            Piece slice = Piece.of(ByteBuffer.wrap(bytes)).slice(from, to);
            assertThat(slice.buffer()).isEqualTo(ByteBuffer.wrap(part));
            for (int at = 0; at <= part.length; at++) {
                assertThat(slice.quote(at)).isEqualTo(quote(part, at));
                assertThat(slice.stringEnd(at)).isEqualTo(stringEnd(part, at));
            }
        }
    }

    @Test
    void aPieceLongerThanUsualIsReadAsWell() {
        byte[] bytes = random(200_001);
        bytes[200_000] = '"';
        Piece piece = Piece.of(ByteBuffer.wrap(bytes));
        for (int at = 0; at < bytes.length; at++) {
            assertThat(piece.quote(at)).isEqualTo(quote(bytes, at));
            at = piece.quote(at);
        }
    }

    @Test
    void whatAPieceBeforeLeftIsNotSeen() {
        var unused = Piece.of(ByteBuffer.wrap("\"".repeat(300).getBytes(UTF_8)));
        assertThat(unused.quote(0)).isZero();
        Piece piece = Piece.of(ByteBuffer.wrap("a".repeat(100).getBytes(UTF_8)));
        assertThat(piece.quote(0)).isEqualTo(100);
    }

    @Test
    void takesBytesOffTheHeapAndLeavesTheBufferAsItIs() {
        ByteBuffer direct = ByteBuffer.allocateDirect(10)
                .put("xx\"model\"x".getBytes(UTF_8))
                .flip()
                .position(2);
        Piece piece = Piece.of(direct);
        assertThat(direct.position()).isEqualTo(2);
        assertThat(piece.quote(1)).isEqualTo(6);
        assertThat(piece.get(7)).isEqualTo((byte) 'x');
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = LETTERS[random.nextInt(LETTERS.length)];
        }
        return bytes;
    }

    private static int quote(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '"') {
            at++;
        }
        return at;
    }

    private static int stringEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
