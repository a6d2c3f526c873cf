package com.matrixos.proxy.usage;

/// Guesses how many tokens a request's prompt has from its bytes as they pass: rather too many than too few,
/// but an image not for a book. And whether they are cached for long. What stands at an address (`"type":"url"`) is
/// guessed to be a few pages.
///
/// Text is a token for each three bytes, which JSON and tools seldom reach. A member `data` of 4 KiB and more that
/// looks like base64 and stands beside a `"type":"base64"` is an image or a document: an image is a few thousand
/// tokens whatever its size, and the pages of a document some for each kilobyte, so it is 6,000 and one more
/// for each fifty bytes, or as much as text of its length if that is less. No prompt is longer than the
/// largest context there is.
///
/// Base64 of what is compressed has 26 capitals and 10 digits in 64 letters, and words have hardly any, so a quarter
/// and a sixteenth are asked for. One byte in sixteen or so is looked at, and nobody can know which.
///
/// Memory is constant. Never blocks. For one thread at a time.
public final class PromptGauge {
    private static final int BYTES_PER_TOKEN = 3;
    private static final int SHORTEST_DATA = 4096;
    static final int IMAGE = 6_000;
    static final int DATA_BYTES_PER_TOKEN = 50;

    /// More than this no prompt has, in tokens.
    public static final long LARGEST_CONTEXT = 1_000_000;

    /// Samples are one byte apart at the least and so many at the most.
    private static final int FARTHEST = 32;

    /// A source has three members, in any order, and so many quotes are from the value of its type to that of its
    /// data, or the other way.
    private static final int IN_ONE_SOURCE = 8;

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
    private static final long DATA = word("data");
    private static final long ENCODED = word("base64");

    private long text;
    private long data;
    private long length;
    private boolean quoted;
    private boolean hour;
    private long addresses;

    /// What has come since the last quote, if it is at most eight bytes.
    private long word;

    private Place place = Place.ELSEWHERE;

    private long quotes;
    private long encodedAt = -IN_ONE_SOURCE - 1;

    /// A string that is data if its source says so yet, in bytes; and where it was.
    private long undecided;

    private long undecidedAt;

    // Of the string that may be data:
    private boolean plain = true;
    private int samples;
    private int capitals;
    private int digits;
    private int skip;
    private long random = System.nanoTime() | 1;

    /// What the last quote ended, of `"type":"url"`, `"type":"base64"` and `"data":"…"`.
    private enum Place {
        ELSEWHERE,
        AFTER_TYPE,
        BEFORE_TYPE,
        AFTER_DATA,
        BEFORE_DATA
    }

    /// Takes the next bytes.
    public void feed(Piece read) {
        for (int at = 0; at < read.limit(); ) {
            int quote = read.quote(at);
            if (place == Place.BEFORE_DATA) {
                sample(read, at, quote);
            }
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

    /// The guess of what has been closed by a quote, which no byte to come makes less, nor cuts off at the largest
    /// context.
    long settled() {
        return (text - undecided) / BYTES_PER_TOKEN + data + addresses * ADDRESS;
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
        int at = from + skip;
        while (plain && at < to) {
            look(piece.get(at));
            at += 1 + step();
        }
        skip = Math.max(0, at - to);
    }

    private void look(byte b) {
        plain = base64(b);
        samples++;
        capitals += b >= 'A' && b <= 'Z' ? 1 : 0;
        digits += b >= '0' && b <= '9' ? 1 : 0;
    }

    /// Marsaglia's xorshift: who knew the bytes that are looked at would write capitals there.
    private int step() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) (random & FARTHEST - 1);
    }

    private boolean looksEncoded() {
        return plain && length >= SHORTEST_DATA && 4 * capitals >= samples && 16 * digits >= samples;
    }

    private void close() {
        quotes++;
        text += length + 1;
        if (place == Place.BEFORE_DATA) {
            closeData();
        }
        if (length <= Long.BYTES) {
            spelled();
        } else {
            place = Place.ELSEWHERE;
        }
        quoted = true;
        word = 0;
        length = 0;
    }

    private void closeData() {
        if (looksEncoded()) {
            undecided = length;
            undecidedAt = quotes;
            decide();
        }
        plain = true;
        samples = 0;
        capitals = 0;
        digits = 0;
        skip = 0;
    }

    private void decide() {
        if (undecided > 0 && Math.abs(encodedAt - undecidedAt) <= IN_ONE_SOURCE) {
            text -= undecided;
            data += data(undecided);
            undecided = 0;
        }
    }

    private void spelled() {
        hour |= quoted && word == HOUR;
        if (place == Place.BEFORE_TYPE && word == URL) {
            addresses++;
        } else if (place == Place.BEFORE_TYPE && word == ENCODED) {
            encodedAt = quotes;
            decide();
        }
        place = next();
    }

    private Place next() {
        if (word == TYPE) {
            return Place.AFTER_TYPE;
        }
        if (word == DATA) {
            return Place.AFTER_DATA;
        }
        return switch (place) {
            case AFTER_TYPE -> isColon(word) ? Place.BEFORE_TYPE : Place.ELSEWHERE;
            case AFTER_DATA -> isColon(word) ? Place.BEFORE_DATA : Place.ELSEWHERE;
            case BEFORE_TYPE, BEFORE_DATA, ELSEWHERE -> Place.ELSEWHERE;
        };
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
