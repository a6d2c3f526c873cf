package com.matrixos.relay;

/// The first line of a request: `method SP target SP "HTTP/1." ("0" | "1") CRLF`, with single spaces,
/// where the target is a path with an optional query, or `*` for `OPTIONS`.
final class RequestLine {
    /// From the end of the target to the first header: ` HTTP/1.1` and CRLF.
    static final int AFTER_URI = 11;

    private RequestLine() {}

    /// Where the method ends.
    ///
    /// @throws BadMessage 405 for the two methods no relay of ours has a use for
    static int methodEnd(byte[] bytes) {
        int end = 0;
        while (Bytes.token(bytes[end])) {
            end++;
        }
        if (end == 0 || bytes[end] != ' ') {
            throw new BadMessage("a malformed request line");
        }
        if (Bytes.is(bytes, 0, end, "CONNECT") || Bytes.is(bytes, 0, end, "TRACE")) {
            throw new BadMessage(405, "a method that is not relayed");
        }
        return end;
    }

    /// Where the target ends.
    static int uriEnd(byte[] bytes, int methodEnd) {
        int start = methodEnd + 1;
        int end = start;
        while (Bytes.target(bytes[end])) {
            end++;
        }
        boolean asterisk = end == start + 1 && bytes[start] == '*';
        if (end == start || bytes[end] != ' ') {
            throw new BadMessage("a malformed request target");
        }
        boolean options = Bytes.is(bytes, 0, methodEnd, "OPTIONS");
        boolean preface = asterisk && Bytes.is(bytes, 0, methodEnd, "PRI");
        if (bytes[start] != '/' && !(asterisk && (options || preface))) {
            throw new BadMessage("a request target that is not a path");
        }
        return end;
    }

    /// Whether the version at `at` is 1.1 rather than 1.0.
    ///
    /// @throws BadMessage 505 for any other version, HTTP/2's preface among them
    static boolean http11(byte[] bytes, int at) {
        if (!Bytes.is(bytes, at, at + 5, "HTTP/")) {
            throw new BadMessage("a malformed request line");
        }
        if (bytes[at + 5] != '1' || bytes[at + 6] != '.' || bytes[at + 8] != '\r' || bytes[at + 9] != '\n') {
            throw new BadMessage(505, "a version other than HTTP/1.0 and HTTP/1.1");
        }
        byte minor = bytes[at + 7];
        if (minor != '0' && minor != '1') {
            throw new BadMessage(505, "a version other than HTTP/1.0 and HTTP/1.1");
        }
        return minor == '1';
    }

    /// A target our own code made.
    ///
    /// @throws IllegalArgumentException when it is none
    static String checked(String uri) {
        if (!uri.startsWith("/") || !uri.chars().allMatch(c -> c < 0x7f && Bytes.target((byte) c))) {
            throw new IllegalArgumentException("not a request target");
        }
        return uri;
    }
}
