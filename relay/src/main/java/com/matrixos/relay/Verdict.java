package com.matrixos.relay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of a request.
public sealed interface Verdict {
    /// It is relayed.
    ///
    /// @param upstream where to
    /// @param edits what is changed in the request's head on the way; the body is never touched
    /// @param privateByDefault whether an answer that says nothing about caching gets `Cache-Control:
    /// private, no-store`
    /// @param meter told of every byte
    /// @param tap looks into the exchange, or null
    record Forward(
            Upstream upstream,
            HeadEdits edits,
            boolean privateByDefault,
            Meter meter,
            @Nullable Tap tap) implements Verdict {
        /// Relayed without being looked into.
        public Forward(Upstream upstream, HeadEdits edits, boolean privateByDefault, Meter meter) {
            this(upstream, edits, privateByDefault, meter, null);
        }

        /// The same, looked into by somebody else.
        public Forward tap(Tap other) {
            return new Forward(upstream, edits, privateByDefault, meter, other);
        }
    }

    /// It is answered here. The request's body, if any, is read and dropped, or the connection closed when
    /// it is long.
    ///
    /// @param status the HTTP status
    /// @param headers by name; `content-length` is added
    /// @param body the bytes, also counted for HEAD but not sent
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Respond(int status, Map<String, String> headers, byte[] body) implements Verdict {
        public Respond {
            headers = Map.copyOf(headers);
        }
    }
}
