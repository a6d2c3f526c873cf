package com.matrixos.proxy.usage;

import java.nio.charset.StandardCharsets;

/// Looks for one text among all the strings of a JSON value whose bytes pass by, names of members included,
/// written with escapes or without.
///
/// Memory is constant. Never blocks. For one thread at a time.
final class WordSkim {
    /// In JSON a character may take six bytes: a backslash, `u` and four digits.
    private static final int LONGEST_ESCAPE = 6;

    private final String word;
    private final byte[] text;
    private int length;
    private boolean over;
    private boolean inString;
    private boolean escaped;
    private boolean seen;

    /// @param word ASCII
    WordSkim(String word) {
        this.word = word;
        this.text = new byte[LONGEST_ESCAPE * word.length()];
    }

    /// Whether it was there.
    boolean seen() {
        return seen;
    }

    /// Begins anew, as for another value.
    void reset() {
        inString = false;
        escaped = false;
        seen = false;
    }

    /// Takes the next bytes.
    void feed(Piece piece) {
        int at = 0;
        while (at < piece.limit() && !seen) {
            at = inString ? string(piece, at) : outside(piece, at);
        }
    }

    private int outside(Piece piece, int from) {
        int quote = piece.quote(from);
        inString = quote < piece.limit();
        length = 0;
        over = false;
        return quote + 1;
    }

    private int string(Piece piece, int from) {
        int end = piece.stringEnd(escaped ? from + 1 : from);
        int limit = piece.limit();
        escaped = end > limit;
        take(piece, from, Math.min(end, limit));
        if (end < limit) {
            inString = false;
            seen = !over && isWord();
        }
        return Math.min(end, limit - 1) + 1;
    }

    /// Most strings are longer than any word, and of those nothing more is wanted.
    private void take(Piece piece, int from, int to) {
        over |= to - from > text.length - length;
        if (!over) {
            piece.get(from, text, length, to - from);
            length += to - from;
        }
    }

    private boolean isWord() {
        var raw = new String(text, 0, length, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0
                ? raw.equals(word)
                : Wire.read('"' + raw + '"')
                        .filter(read -> read.asText().equals(word))
                        .isPresent();
    }
}
