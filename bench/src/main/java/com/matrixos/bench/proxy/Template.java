package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Bytes that are sent again and again, with a number in them that differs each time. Filling one in is a
/// copy and nineteen digits, so the mock costs next to nothing.
///
/// @param bytes the text as it goes over the wire
/// @param slots where the number stands
record Template(ByteBuf bytes, List<Integer> slots) {
    private static final int DIGITS = 19;

    /// What a text has in the number's place; as long as the longest positive `long`, so the length never
    /// changes.
    static final String NUMBER = "#".repeat(DIGITS);

    static Template of(String text) {
        var slots = new ArrayList<Integer>();
        for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + DIGITS)) {
            slots.add(at);
        }
        return new Template(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), List.copyOf(slots));
    }

    /// A copy with the number in every slot, padded with zeros.
    ///
    /// @param number not negative
    ByteBuf with(long number, ByteBufAllocator allocator) {
        ByteBuf copy = allocator.directBuffer(bytes.readableBytes()).writeBytes(bytes, 0, bytes.readableBytes());
        for (int slot : slots) {
            long rest = number;
            for (int i = DIGITS - 1; i >= 0; i--) {
                copy.setByte(slot + i, (int) ('0' + rest % 10));
                rest /= 10;
            }
        }
        return copy;
    }
}
