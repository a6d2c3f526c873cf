package com.matrixos.proxy.demo;

import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a reply as the events of a streamed message, each with its own flush, in the order and shape that
/// Anthropic sends them.
final class EventStream {
    private final OutputStream out;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    static void write(Reply reply, OutputStream out) throws IOException {
        var events = new EventStream(out);
        events.send("message_start", "message", reply.started());
        events.send("content_block_start", "index", 0, "content_block", Reply.textBlock(""));
        events.send("ping");
        for (String word : reply.words()) {
            events.send("content_block_delta", "index", 0, "delta", Reply.ordered("type", "text_delta", "text", word));
        }
        events.send("content_block_stop", "index", 0);
        events.send(
                "message_delta",
                "delta",
                Reply.ordered("stop_reason", reply.stopReason(), "stop_sequence", null),
                "usage",
                Reply.ordered("output_tokens", reply.outputTokens()));
        events.send("message_stop");
    }

    private void send(String type, Object... namesAndValues) throws IOException {
        Map<String, Object> data = Reply.ordered("type", type);
        data.putAll(Reply.ordered(namesAndValues));
        String json = new String(Json.write(data), StandardCharsets.UTF_8);
        out.write(("event: " + type + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
