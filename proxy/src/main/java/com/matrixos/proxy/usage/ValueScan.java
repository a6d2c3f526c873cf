package com.matrixos.proxy.usage;

/// Finds the end of one JSON value in bytes that come in pieces, without looking at what the value is.
///
/// Brackets are counted, not matched: what is not JSON is refused by the receiver, and here it must only
/// not be mistaken for less than it is.
final class ValueScan {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean ended;

    /// The next byte to come is the first of a value.
    void start() {
        depth = 0;
        inString = false;
        escaped = false;
        ended = false;
    }

    /// Whether the value's last byte has passed.
    boolean ended() {
        return ended;
    }

    /// Goes on until the value ends or the piece does.
    ///
    /// @return the place after the last byte that belongs to the value
    int scan(Piece piece, int from) {
        int at = from;
        while (at < piece.limit() && !ended) {
            at = inString ? string(piece, at) : outside(piece, at);
        }
        return at;
    }

    private int string(Piece piece, int from) {
        int at = piece.stringEnd(escaped ? from + 1 : from);
        escaped = at > piece.limit();
        if (at >= piece.limit()) {
            return piece.limit();
        }
        inString = false;
        ended = depth == 0;
        return at + 1;
    }

    /// A number or a word at the top ends before the byte that cannot belong to it, and leaves that one.
    private int outside(Piece piece, int from) {
        int at = from;
        for (int limit = piece.limit(); at < limit && !inString && !ended; at++) {
            switch (piece.get(at)) {
                case '"' -> inString = true;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        ended = true;
                        return at;
                    }
                    depth--;
                    ended = depth == 0;
                }
                case ',', ' ', '\t', '\r', '\n' -> {
                    if (depth == 0) {
                        ended = true;
                        return at;
                    }
                }
                default -> {}
            }
        }
        return at;
    }
}
