package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/// Finds the times of sending in a stream's bytes, however they are cut and whatever else a gateway has
/// changed around them.
final class EventTimes {
    private static final int DIGITS = Template.NUMBER.length();
    private static final int OUTSIDE = -1;

    private int digits = OUTSIDE;
    private long value;

    /// Reads on.
    ///
    /// @param each gets every time that is complete now
    void read(ByteBuf bytes, LongConsumer each) {
        bytes.forEachByte(next -> {
            if (next == Answers.MARK) {
                digits = 0;
                value = 0;
            } else if (digits != OUTSIDE) {
                digit(next, each);
            }
            return true;
        });
    }

    private void digit(byte next, LongConsumer each) {
        value = value * 10 + (next - '0');
        digits++;
        if (digits == DIGITS) {
            digits = OUTSIDE;
            each.accept(value);
        }
    }
}
