package com.matrixos.testkit.anthropic;

import java.util.ArrayList;
import java.util.List;

/// Texts of Anthropic's events and messages, in their real shape.
public final class Events {
    private Events() {}

    /// A whole message as it is answered without streaming.
    public static String message(String text) {
        return """
                {"id":"msg_scripted","type":"message","role":"assistant","model":"claude-opus-5-5",\
                "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
                "usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":7,"service_tier":"standard"}}""".formatted(text);
    }

    /// The events of a streamed message, one delta for each piece of text, each with its blank line.
    public static List<String> stream(String... pieces) {
        var events = new ArrayList<String>();
        events.add(event("message_start", """
                {"type":"message_start","message":{"id":"msg_scripted","type":"message","role":"assistant",\
                "model":"claude-opus-5-5","content":[],"stop_reason":null,"stop_sequence":null,\
                "usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":1,"service_tier":"standard"}}}"""));
        events.add(event("content_block_start", """
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""));
        events.add(event("ping", "{\"type\": \"ping\"}"));
        for (String piece : pieces) {
            events.add(event("content_block_delta", """
                    {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}""".formatted(piece)));
        }
        events.add(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
        events.add(event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                "usage":{"output_tokens":7}}"""));
        events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
        return List.copyOf(events);
    }

    /// One event.
    public static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
