package com.matrixos.home.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file that a client asked for with `Range`:
///
/// ```
/// range  = "bytes=" ( first "-" [ last ] | "-" length )      one only; positions from 0, last is included
/// ```
///
/// @param first position of the first byte
/// @param length how many bytes; 0 when nothing of the file lies in the range
record ByteRange(long first, long length) {
    private static final Pattern FORM = Pattern.compile("bytes=(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))");

    /// The range for a file of the given size; empty when the header is to be ignored, as RFC 9110 asks for what is
    /// malformed and permits for several ranges at once.
    static Optional<ByteRange> parse(String header, long size) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(3) != null) {
            long length = Math.min(Long.parseLong(matcher.group(3)), size);
            return Optional.of(new ByteRange(size - length, length));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1)));
    }

    /// As `Content-Range` has it, for a file of the given size.
    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
