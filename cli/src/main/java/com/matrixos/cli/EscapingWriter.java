package com.matrixos.cli;

import java.io.PrintWriter;
import java.io.Writer;

/// Writes JSON with escapes for what a terminal would obey or not show: such characters stand in its strings only,
/// but for the ends of lines. Closing it flushes, and closes nothing. Belongs to one thread.
final class EscapingWriter extends Writer {
    private static final char NONE = 0;

    private final PrintWriter out;

    /// The first half of a character whose second is still to come; [#NONE] when there is none.
    private char half = NONE;

    EscapingWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }

    private void write(char unit) {
        char first = half;
        half = NONE;
        if (first != NONE && Character.isLowSurrogate(unit)) {
            character(Character.toCodePoint(first, unit));
            return;
        }
        if (first != NONE) {
            escape(first);
        }
        if (Character.isHighSurrogate(unit)) {
            half = unit;
        } else {
            character(unit);
        }
    }

    private void character(int c) {
        boolean fit = c == '\n' || !(Printable.isHarmful(c) || Character.getType(c) == Character.SURROGATE);
        for (char unit : Character.toChars(c)) {
            if (fit) {
                out.append(unit);
            } else {
                escape(unit);
            }
        }
    }

    private void escape(char unit) {
        out.printf("\\u%04x", (int) unit);
    }
}
