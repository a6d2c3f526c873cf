package com.matrixos.proxy.usage;

/// Walks through a list in JSON whose bytes pass by, one element at a time, and keeps none. What is not a
/// list has no elements.
///
/// Memory is constant. Never blocks. For one thread at a time.
final class ListSkim {
    private final Element element;
    private final ValueScan scan = new ValueScan();
    private Place place = Place.BEFORE;

    /// Who hears of the elements.
    interface Element {
        /// One begins.
        void begins();

        /// Its next bytes; valid during the call only.
        void feed(Piece piece);

        /// It is complete.
        void ended();
    }

    ListSkim(Element element) {
        this.element = element;
    }

    /// Where in the list the next byte is.
    private enum Place {
        BEFORE,
        BETWEEN,
        ELEMENT,
        OVER
    }

    /// The next byte to come is the first of the list.
    void start() {
        place = Place.BEFORE;
    }

    /// Takes the next bytes.
    void feed(Piece piece) {
        int at = 0;
        while (at < piece.limit()) {
            at = switch (place) {
                case BEFORE -> begin(piece, at);
                case BETWEEN -> between(piece, at);
                case ELEMENT -> element(piece, at);
                case OVER -> piece.limit();
            };
        }
    }

    private int begin(Piece piece, int at) {
        place = piece.get(at) == '[' ? Place.BETWEEN : Place.OVER;
        return at + 1;
    }

    /// The first byte of an element is left for [#element] to find again.
    private int between(Piece piece, int at) {
        switch (piece.get(at)) {
            case ' ', '\n', '\r', '\t', ',' -> {}
            case ']', '}' -> place = Place.OVER;
            default -> {
                scan.start();
                element.begins();
                place = Place.ELEMENT;
                return at;
            }
        }
        return at + 1;
    }

    private int element(Piece piece, int from) {
        int end = scan.scan(piece, from);
        element.feed(piece.slice(from, end));
        if (scan.ended()) {
            element.ended();
            place = Place.BETWEEN;
        }
        return end;
    }
}
