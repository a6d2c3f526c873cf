package com.matrixos.proxy.usage;

/// Guesses how many tokens a request's prompt has from its bytes as they pass: rather too many than too few,
/// but an image not for a book. And whether they are cached for long. What stands at an address (`"type":"url"`) is
/// guessed to be a few pages.
///
/// Text is a token for each three bytes, which JSON and tools seldom reach. What looks like base64 (a string
/// of 4 KiB and more without any other character) is an image or a document: an image is a few thousand
/// tokens whatever its size, and the pages of a document some for each kilobyte, so it is 6,000 and one more
/// for each fifty bytes, or as much as text of its length if that is less. No prompt is longer than the
/// largest context there is.
///
/// Memory is constant. Never blocks. For one thread at a time.
public final class PromptGauge {
    private static final int BYTES_PER_TOKEN = 3;
    private static final int SHORTEST_DATA = 4096;
    static final int IMAGE = 6_000;
    static final int DATA_BYTES_PER_TOKEN = 50;

    /// More than this no prompt has, in tokens.
    public static final long LARGEST_CONTEXT = 1_000_000;

    /// One byte in so many is looked at, which text does not survive for 4 KiB.
    private static final int SAMPLE = 16;

    /// Of both kinds of base64.
    private static final boolean[] BASE64 = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"
                .chars()
                .forEach(letter -> BASE64[letter] = true);
    }

    /// What is at an address is not in the body: a few pages, for all that can be known.
    static final int ADDRESS = 20_000;

    private static final long HOUR = word("1h");
    private static final long TYPE = word("type");
    private static final long URL = word("url");

    private long text;
    private long data;
    private long length;
    private boolean plain = true;
    private boolean quoted;
    private boolean hour;
    private long addresses;

    /// What has come since the last quote, if it is at most eight bytes.
    private long word;

    private Place place = Place.ELSEWHERE;

    /// How far the way to `"type":"url"` the last quote was.
    private enum Place {
        ELSEWHERE,
        AFTER_TYPE,
        AFTER_COLON
    }

    /// Takes the next bytes.
    public void feed(Piece read) {
        for (int at = 0; at < read.limit(); ) {
            int quote = read.quote(at);
            sample(read, at, quote);
            spell(read, at, quote);
            length += quote - at;
            if (quote < read.limit()) {
                close();
            }
            at = quote + 1;
        }
    }

    /// The guess, of what has passed so far.
    public long tokens() {
        long unfinished = text + length;
        return Math.min(LARGEST_CONTEXT, Math.ceilDiv(unfinished, BYTES_PER_TOKEN) + data + addresses * ADDRESS);
    }

    /// Whether some part of the prompt may have to be cached for an hour, which costs twice its input. Told
    /// by the text `"1h"` anywhere, so now and then also when it only stands in a conversation.
    public boolean mayCacheForAnHour() {
        return hour;
    }

    /// So much text, in bytes.
    static long text(long length) {
        return Math.min(LARGEST_CONTEXT, Math.ceilDiv(length, BYTES_PER_TOKEN));
    }

    /// So much base64, in bytes.
    static long data(long length) {
        return Math.min(length / BYTES_PER_TOKEN, IMAGE + length / DATA_BYTES_PER_TOKEN);
    }

    private void spell(Piece piece, int from, int to) {
        if (length + to - from <= Long.BYTES) {
            for (int at = from; at < to; at++) {
                word = word << Byte.SIZE | piece.get(at);
            }
        }
    }

    private void sample(Piece piece, int from, int to) {
        for (int at = from; plain && at < to; at += SAMPLE) {
            plain = base64(piece.get(at));
        }
    }

    private void close() {
        if (plain && length >= SHORTEST_DATA) {
            data += data(length);
        } else {
            text += length + 1;
        }
        if (length <= Long.BYTES) {
            spelled();
        } else {
            place = Place.ELSEWHERE;
        }
        quoted = true;
        word = 0;
        length = 0;
        plain = true;
    }

    private void spelled() {
        hour |= quoted && word == HOUR;
        if (place == Place.AFTER_COLON && word == URL) {
            addresses++;
        }
        place = word == TYPE
                ? Place.AFTER_TYPE
                : place == Place.AFTER_TYPE && isColon(word) ? Place.AFTER_COLON : Place.ELSEWHERE;
    }

    /// Whether a word is a colon among white space.
    private static boolean isColon(long word) {
        int colons = 0;
        for (long rest = word; rest != 0; rest >>>= Byte.SIZE) {
            long letter = rest & 0xff;
            if (letter == ':') {
                colons++;
            } else if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
                return false;
            }
        }
        return colons == 1;
    }

    private static long word(String text) {
        return text.chars().asLongStream().reduce(0, (word, letter) -> word << Byte.SIZE | letter);
    }

    private static boolean base64(byte b) {
        return b >= 0 && BASE64[b];
    }
}
