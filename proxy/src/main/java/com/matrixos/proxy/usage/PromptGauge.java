package com.matrixos.proxy.usage;

import java.nio.ByteBuffer;

/// Guesses how many tokens a request's prompt has from its bytes as they pass: rather too many than too few,
/// but an image not for a book. And whether they are cached for long.
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
    private static final int IMAGE = 6_000;
    private static final int DATA_BYTES_PER_TOKEN = 50;
    private static final long LARGEST_CONTEXT = 1_000_000;

    /// One byte in so many is looked at, which text does not survive for 4 KiB.
    private static final int SAMPLE = 16;

    /// Of both kinds of base64.
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_";

    /// How long a part of the prompt shall be cached, as a text of its own.
    private static final String HOUR = "1h";

    private long text;
    private long data;
    private long length;
    private boolean plain = true;
    private boolean hour;

    /// Whether what has come since the last quote is how [#HOUR] begins.
    private boolean beginsHour;

    /// Takes the next bytes. The buffer's position and limit stay as they are.
    public void feed(ByteBuffer piece) {
        ByteBuffer read = piece.slice();
        for (int at = 0; at < read.limit(); ) {
            int quote = Bytes.find(read, at, '"', '"');
            sample(read, at, quote);
            compare(read, at, quote);
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
        return Math.min(LARGEST_CONTEXT, Math.ceilDiv(unfinished, BYTES_PER_TOKEN) + data);
    }

    /// Whether some part of the prompt may have to be cached for an hour, which costs twice its input. Told
    /// by the text `"1h"` anywhere, so now and then also when it only stands in a conversation.
    public boolean mayCacheForAnHour() {
        return hour;
    }

    private void compare(ByteBuffer piece, int from, int to) {
        for (int at = from, place = (int) Math.min(length, HOUR.length());
                beginsHour && at < to && place < HOUR.length();
                at++, place++) {
            beginsHour = piece.get(at) == HOUR.charAt(place);
        }
    }

    private void sample(ByteBuffer piece, int from, int to) {
        for (int at = from; plain && at < to; at += SAMPLE) {
            plain = base64(piece.get(at));
        }
    }

    private void close() {
        if (plain && length >= SHORTEST_DATA) {
            data += Math.min(length / BYTES_PER_TOKEN, IMAGE + length / DATA_BYTES_PER_TOKEN);
        } else {
            text += length + 1;
        }
        hour |= beginsHour && length == HOUR.length();
        beginsHour = true;
        length = 0;
        plain = true;
    }

    private static boolean base64(byte b) {
        return ALPHABET.indexOf(b) >= 0;
    }
}
