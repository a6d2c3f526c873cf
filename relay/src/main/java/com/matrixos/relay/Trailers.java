package com.matrixos.relay;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/// The lines after a chunked body. They may tell of the body, never of the message around it.
final class Trailers {
    /// Fields beyond those in [Field] that a receiver might act upon if it merged trailers into the head.
    private static final Set<String> FORBIDDEN = Set.of(
            "authorization", "set-cookie", "content-encoding", "content-type", "content-range", "trailer", "expect");

    private Trailers() {}

    /// Those that may go on, each line with its CRLF.
    static byte[] forwardable(Headers headers) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.field(i) == Field.OTHER && !FORBIDDEN.contains(headers.name(i))) {
                out.write(headers.bytes, headers.nameStart(i), headers.valueEnd(i) - headers.nameStart(i));
                out.write('\r');
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
