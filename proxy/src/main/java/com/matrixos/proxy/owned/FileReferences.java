package com.matrixos.proxy.owned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.usage.Piece;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the files that a JSON body names, however deep, while its bytes pass by:
///
/// ```
/// reference = '"file_id"' blank* ':' blank* string      name and string may be written with escapes
/// ```
///
/// What stands inside a string is text and names nothing. Memory is bounded. What is not JSON may name
/// anything or nothing: the receiver refuses it. A compressed body names nothing. Never blocks. For one
/// thread at a time.
public final class FileReferences {
    /// How many different ids one body may name; with more, [#ids] has one more than this.
    public static final int MOST = 100;

    private static final String NAME = "file_id";

    /// In JSON a character may take six bytes: a backslash, `u` and four digits.
    private static final int LONGEST_ESCAPE = 6;

    private static final int LONGEST_NAME = LONGEST_ESCAPE * NAME.length();
    private static final int LONGEST_ID = LONGEST_ESCAPE * 128;

    private final Set<String> ids = new LinkedHashSet<>();
    private final Consumer<String> found;
    private final byte[] text = new byte[LONGEST_ID];
    private Place place = Place.ELSEWHERE;
    private int length;
    private int room;
    private boolean over;
    private boolean escaped;

    /// What the next byte may be.
    private enum Place {
        ELSEWHERE,
        /// In a string that may turn out to be the name.
        STRING,
        /// In the string that is the id.
        ID,
        AFTER_NAME,
        AFTER_COLON
    }

    /// Keeps what it finds in [#ids].
    public FileReferences() {
        found = this::keep;
    }

    /// Tells what it finds, every time, and keeps nothing, so that there may be any number.
    FileReferences(Consumer<String> found) {
        this.found = found;
    }

    /// Takes the next bytes.
    public void feed(Piece read) {
        int at = 0;
        while (at < read.limit()) {
            at = switch (place) {
                case ELSEWHERE -> elsewhere(read, at);
                case STRING, ID -> string(read, at);
                case AFTER_NAME -> after(read, at, ':', Place.AFTER_COLON);
                case AFTER_COLON -> after(read, at, '"', Place.ID);
            };
        }
    }

    /// The ids so far, in order, at most 101. One longer than 128 characters is told by its beginning, and so
    /// is nobody's.
    public List<String> ids() {
        return List.copyOf(ids);
    }

    /// Most strings are whole in a piece and do not begin like the name.
    private int elsewhere(Piece piece, int from) {
        int quote = piece.quote(from);
        if (quote == piece.limit()) {
            return quote;
        }
        int end = piece.stringEnd(quote + 1);
        if (end < piece.limit() && piece.get(quote + 1) != NAME.charAt(0) && piece.get(quote + 1) != '\\') {
            return end + 1;
        }
        begin(Place.STRING, LONGEST_NAME);
        return quote + 1;
    }

    /// White space, then the one byte that goes on with a reference; any other is left for [#elsewhere].
    private int after(Piece piece, int at, char wanted, Place next) {
        byte b = piece.get(at);
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return at + 1;
        }
        if (b != wanted) {
            place = Place.ELSEWHERE;
            return at;
        }
        begin(next, LONGEST_ID);
        return at + 1;
    }

    private void begin(Place string, int longest) {
        place = string;
        length = 0;
        room = longest;
        over = false;
    }

    private int string(Piece piece, int from) {
        int end = piece.stringEnd(escaped ? from + 1 : from);
        int limit = piece.limit();
        escaped = end > limit;
        take(piece, from, Math.min(end, limit));
        if (end < limit) {
            ended();
        }
        return Math.min(end, limit - 1) + 1;
    }

    /// Most strings are longer than any name, and of those nothing more is wanted.
    private void take(Piece piece, int from, int to) {
        if (over) {
            return;
        }
        int fits = Math.min(room - length, to - from);
        piece.get(from, text, length, fits);
        length += fits;
        over = fits < to - from;
    }

    private void ended() {
        if (place == Place.ID) {
            found.accept(read());
            place = Place.ELSEWHERE;
        } else {
            place = isName() ? Place.AFTER_NAME : Place.ELSEWHERE;
        }
    }

    private boolean isName() {
        return !over && length >= NAME.length() && read().equals(NAME);
    }

    private String read() {
        var raw = new String(text, 0, length, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        try {
            return Json.mapper().readValue('"' + raw + '"', String.class);
        } catch (JsonProcessingException _) {
            return raw;
        }
    }

    private void keep(String id) {
        if (ids.size() <= MOST) {
            ids.add(id);
        }
    }
}
