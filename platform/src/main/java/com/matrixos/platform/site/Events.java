package com.matrixos.platform.site;

import com.matrixos.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes `text/event-stream` as <https://html.spec.whatwg.org/multipage/server-sent-events.html> has it.
/// One write for each event: a client that is gone is noticed at the first. For one thread.
final class Events {
    private final OutputStream out;

    Events(OutputStream out) {
        this.out = out;
    }

    /// An event whose data is the value as JSON, which has no line breaks outside of strings and none in
    /// them.
    void event(String name, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("event: " + name + "\ndata: "));
        bytes.writeBytes(Json.write(value));
        bytes.writeBytes(ascii("\n\n"));
        out.write(bytes.toByteArray());
        out.flush();
    }

    /// Something that clients pass over.
    void ping() throws IOException {
        out.write(ascii(": ping\n\n"));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
