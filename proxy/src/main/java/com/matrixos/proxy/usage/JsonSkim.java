package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Picks a few members out of one JSON object whose bytes pass by, and forgets the rest.
///
/// It only finds where the wanted members of the top level begin and end; Jackson reads them. Of a doubled
/// name the last one counts. What is not a JSON object (a list, text, compressed bytes) has no members, and
/// no failure is reported: the receiver of the bytes will tell.
///
/// Memory is bounded whatever passes, and little, since there is one for each of hundreds of calls at once: of a
/// value of more than 4 KiB, or than was asked for, nothing is kept, and [#unreadable] tells of it. Never
/// blocks. For one thread at a time.
public final class JsonSkim {
    /// In bytes. Names, numbers and words are far shorter.
    static final int LONGEST_VALUE = 4 * 1024;

    private static final int LONGEST_NAME = 256;

    private final Map<String, Part> parts = new HashMap<>();
    private final ValueScan scan = new ValueScan();
    private final Capture name = new Capture(LONGEST_NAME);
    private Place place = Place.START;
    private @Nullable Part part;
    private long bytes;

    private JsonSkim() {}

    /// A skimmer that keeps the members of these names.
    public static JsonSkim wanting(String... names) {
        var skim = new JsonSkim();
        for (String name : names) {
            skim.parts.put(name, new Kept(LONGEST_VALUE));
        }
        return skim;
    }

    /// Keeps one member more, whose value may be longer than others.
    ///
    /// @param longest how many bytes of it may be kept
    JsonSkim wantingLong(String name, int longest) {
        parts.put(name, new Kept(longest));
        return this;
    }

    /// Hands the bytes of a member, which shall be an object, to another skimmer instead of keeping them, so
    /// that it may be of any length.
    JsonSkim into(String name, JsonSkim inner) {
        return into(name, inner::reset, inner::feed);
    }

    /// The same for a member that is anything else.
    ///
    /// @param begin told that the member begins, or that all begins anew
    /// @param more given the member's bytes as they come; a piece is valid during the call only
    JsonSkim into(String name, Runnable begin, Consumer<Piece> more) {
        parts.put(name, new Inner(begin, more));
        return this;
    }

    /// Takes the next bytes.
    public void feed(Piece piece) {
        bytes += piece.limit();
        int at = 0;
        while (at < piece.limit()) {
            at = step(piece, at);
        }
    }

    /// A member's value (which may be JSON's `null`), or nothing when it is absent, too long, unfinished or
    /// not JSON.
    public Optional<JsonNode> value(String name) {
        return parts.get(name) instanceof Kept kept ? kept.value() : Optional.empty();
    }

    /// Whether a wanted member is there and its value is not to be had: it is too long, unfinished or not JSON.
    public boolean unreadable(String name) {
        return parts.get(name) instanceof Kept kept
                && kept.begun
                && kept.value().isEmpty();
    }

    /// Whether the object has ended.
    public boolean whole() {
        return place == Place.WHOLE;
    }

    /// How many bytes have passed, the object's and all others.
    public long bytes() {
        return bytes;
    }

    /// Whether anything but white space has come.
    boolean begun() {
        return place != Place.START;
    }

    /// Begins anew, as for another object.
    void reset() {
        place = Place.START;
        part = null;
        bytes = 0;
        parts.values().forEach(Part::forget);
    }

    private int step(Piece piece, int at) {
        return switch (place) {
            case NAME -> name(piece, at);
            case VALUE -> value(piece, at);
            case WHOLE, LOST -> piece.limit();
            case START, BEFORE_NAME, BEFORE_COLON, BEFORE_VALUE, AFTER_VALUE -> between(piece, at);
        };
    }

    private int name(Piece piece, int from) {
        int end = scan.scan(piece, from);
        name.append(piece, from, end);
        if (scan.ended()) {
            part = parts.get(nameRead());
            place = Place.BEFORE_COLON;
        }
        return end;
    }

    /// Names with an escape in them are Jackson's to read; in all others the text is what is between the
    /// quotes.
    private String nameRead() {
        if (name.over()) {
            return "";
        }
        var quoted = new String(name.bytes(), 0, name.size(), StandardCharsets.UTF_8);
        return quoted.indexOf('\\') < 0
                ? quoted.substring(1, quoted.length() - 1)
                : Wire.read(quoted).map(JsonNode::asText).orElse("");
    }

    private int value(Piece piece, int from) {
        int end = scan.scan(piece, from);
        if (part != null) {
            part.take(piece, from, end);
            if (scan.ended()) {
                part.end();
            }
        }
        if (scan.ended()) {
            place = Place.AFTER_VALUE;
        }
        return end;
    }

    /// One byte between names and values. The first byte of either is left for [#step] to find again.
    private int between(Piece piece, int at) {
        byte next = piece.get(at);
        if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            return at + 1;
        }
        place = place.after(next);
        return switch (place) {
            case NAME -> {
                scan.start();
                name.clear();
                yield at;
            }
            case VALUE -> {
                scan.start();
                if (part != null) {
                    part.begin();
                }
                yield at;
            }
            case START, BEFORE_NAME, BEFORE_COLON, BEFORE_VALUE, AFTER_VALUE, WHOLE, LOST -> at + 1;
        };
    }

    /// What comes next in the object.
    private enum Place {
        START,
        BEFORE_NAME,
        NAME,
        BEFORE_COLON,
        BEFORE_VALUE,
        VALUE,
        AFTER_VALUE,
        WHOLE,
        LOST;

        private Place after(byte next) {
            return switch (this) {
                case START -> next == '{' ? BEFORE_NAME : LOST;
                case BEFORE_NAME -> next == '"' ? NAME : closing(next);
                case BEFORE_COLON -> next == ':' ? BEFORE_VALUE : LOST;
                case BEFORE_VALUE -> VALUE;
                case AFTER_VALUE -> next == ',' ? BEFORE_NAME : closing(next);
                case NAME, VALUE, WHOLE, LOST -> this;
            };
        }

        private static Place closing(byte next) {
            return next == '}' ? WHOLE : LOST;
        }
    }

    /// Where the bytes of a wanted member go.
    private sealed interface Part {
        void forget();

        void begin();

        void take(Piece piece, int from, int to);

        void end();
    }

    private static final class Kept implements Part {
        private final Capture bytes;
        private boolean begun;
        private boolean ended;

        Kept(int longest) {
            bytes = new Capture(longest);
        }

        @Override
        public void forget() {
            bytes.clear();
            begun = false;
            ended = false;
        }

        @Override
        public void begin() {
            forget();
            begun = true;
        }

        @Override
        public void take(Piece piece, int from, int to) {
            bytes.append(piece, from, to);
        }

        @Override
        public void end() {
            ended = true;
        }

        Optional<JsonNode> value() {
            return ended && !bytes.over() ? Wire.read(bytes.bytes(), bytes.size()) : Optional.empty();
        }
    }

    private record Inner(Runnable anew, Consumer<Piece> more) implements Part {
        @Override
        public void forget() {
            anew.run();
        }

        @Override
        public void begin() {
            anew.run();
        }

        @Override
        public void take(Piece piece, int from, int to) {
            more.accept(piece.slice(from, to));
        }

        @Override
        public void end() {}
    }
}
