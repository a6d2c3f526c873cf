package com.matrixos.relay;

/// How a message's body ends. Decided once, from the head, by the strict reading of RFC 9112 §6.3: where
/// two readings are possible the message is refused, since another server might choose the other one.
///
/// @param kind the way it ends
/// @param length in bytes for [Kind#FIXED], else 0
record Framing(Kind kind, long length) {
    /// The ways a body can end.
    enum Kind {
        /// There is none.
        NONE,
        /// After so many bytes.
        FIXED,
        /// With a chunk of size 0.
        CHUNKED,
        /// With the connection; responses only.
        CLOSE
    }

    static final Framing NONE = new Framing(Kind.NONE, 0);
    static final Framing CHUNKED = new Framing(Kind.CHUNKED, 0);
    static final Framing CLOSE = new Framing(Kind.CLOSE, 0);
    /// Enough for any length; one digit more might not fit a `long`.
    private static final int MAX_DIGITS = 18;

    /// How a request's body ends.
    static Framing ofRequest(Headers headers, boolean http11) {
        Framing framing = declared(headers, http11);
        return framing.kind == Kind.CLOSE ? NONE : framing;
    }

    /// How a response's body ends; [#CLOSE] when it does not say.
    static Framing ofResponse(Headers headers, boolean http11, int status, boolean toHead) {
        Framing framing = declared(headers, http11);
        return toHead || status < 200 || status == 204 || status == 304 ? NONE : framing;
    }

    private static Framing declared(Headers headers, boolean http11) {
        int coding = headers.find(Field.TRANSFER_ENCODING);
        int length = headers.find(Field.CONTENT_LENGTH);
        if (coding >= 0) {
            return chunked(headers, coding, length, http11);
        }
        if (length < 0) {
            return CLOSE;
        }
        if (headers.find(Field.CONTENT_LENGTH, length + 1) >= 0) {
            throw new BadMessage("two lengths");
        }
        long bytes = number(headers, length);
        return bytes == 0 ? NONE : new Framing(Kind.FIXED, bytes);
    }

    private static Framing chunked(Headers headers, int coding, int length, boolean http11) {
        if (length >= 0) {
            throw new BadMessage("both a length and a transfer coding");
        }
        if (!http11) {
            throw new BadMessage("a transfer coding in HTTP/1.0");
        }
        if (headers.find(Field.TRANSFER_ENCODING, coding + 1) >= 0 || !headers.valued(coding, "chunked")) {
            throw new BadMessage("a transfer coding other than chunked");
        }
        return CHUNKED;
    }

    private static long number(Headers headers, int i) {
        int from = headers.valueStart(i);
        int to = headers.valueEnd(i);
        if (from == to || to - from > MAX_DIGITS) {
            throw new BadMessage("a malformed length");
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = headers.bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new BadMessage("a malformed length");
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
