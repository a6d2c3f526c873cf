package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Step;
import com.matrixos.testkit.model.wire.WireReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes events, each in one write unless the script wants it otherwise.
final class EventWriter {
    private final WireReply reply;
    private final String lineEnd;
    private final int piece;

    EventWriter(WireReply reply, Step step) {
        this.reply = reply;
        this.lineEnd = step.last(Directive.CrLf.class).isPresent() ? "\r\n" : "\n";
        this.piece =
                step.last(Directive.Split.class).map(Directive.Split::bytes).orElse(Integer.MAX_VALUE);
    }

    /// Sends an event whose data begin with its type, as all of Anthropic's do. The type is put in front of
    /// the written fields instead of into a copy of them: a stream sends thousands of these.
    ///
    /// @param fields all the others; a type among them does not count
    void send(String type, ObjectNode fields) throws IOException {
        ObjectNode others = fields.has("type") ? fields.deepCopy().without("type") : fields;
        byte[] json = Json.write(others);
        String start = "event: " + type + lineEnd + "data: {\"type\":\"" + type + (others.isEmpty() ? "\"" : "\",");
        var event = new ByteArrayOutputStream(start.length() + json.length + 2 * lineEnd.length());
        event.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        event.write(json, 1, json.length - 1);
        event.writeBytes((lineEnd + lineEnd).getBytes(StandardCharsets.US_ASCII));
        write(event.toByteArray());
    }

    void ping() throws IOException {
        send("ping", Json.mapper().createObjectNode());
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length <= piece) {
            reply.send(bytes);
            return;
        }
        for (int from = 0; from < bytes.length; from += piece) {
            reply.send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
        }
    }
}
