package com.matrixos.proxy;

import com.matrixos.testkit.anthropic.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Events of streamed messages with chosen numbers in them. Each message has an id of its own, as the
/// upstream's have.
final class Streams {
    private static final AtomicLong MESSAGES = new AtomicLong();

    private Streams() {}

    static String start(String model, long input) {
        return Events.event("message_start", """
                {"type":"message_start","message":{"id":"msg_%d_%d","type":"message","role":"assistant","model":"%s",\
                "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":%d,\
                "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}""".formatted(System.nanoTime(), MESSAGES.incrementAndGet(), model, input))
                + Events.event("content_block_start", """
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");
    }

    static String delta(String text) {
        return Events.event("content_block_delta", """
                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}""".formatted(text));
    }

    static String end(String usage) {
        return Events.event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
                + Events.event("message_delta", """
                {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":%s}""".formatted(usage))
                + Events.event("message_stop", "{\"type\":\"message_stop\"}");
    }

    /// A whole stream: so many words of one token each.
    static List<String> of(String model, long input, int words) {
        var events = new ArrayList<String>();
        events.add(start(model, input));
        for (int i = 0; i < words; i++) {
            events.add(delta("four"));
        }
        events.add(end("{\"output_tokens\":" + words + "}"));
        return events;
    }
}
