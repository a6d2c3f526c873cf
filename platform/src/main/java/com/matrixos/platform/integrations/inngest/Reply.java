package com.matrixos.platform.integrations.inngest;

import com.matrixos.base.json.Json;
import java.util.Map;

/// An answer to Inngest, before it is signed.
///
/// @param headers beside those that every answer has
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply json(int status, Object body) {
        return new Reply(status, Map.of(), Json.write(body));
    }

    /// Says no more to whoever is not Inngest.
    static Reply unauthorized() {
        return json(401, Map.of("message", "Unauthorized"));
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, more, body);
    }
}
