package com.matrixos.bench.proxy;

import java.util.Locale;

/// What the mock sends, in the shape of Anthropic's own answers, head and chunk sizes included.
final class Answers {
    /// Stands before the time of sending in the text of each event; nothing else that is sent has it.
    static final char MARK = '@';

    private static final int MESSAGE_TEXT = 1_700;

    private static final String HEAD = """
            HTTP/1.1 200 OK
            content-type: %s
            request-id: req_%s
            anthropic-organization-id: 00000000-0000-4000-8000-000000000000
            %s

            """;

    private static final String EVENT = chunk("content_block_delta", """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s%s"}}\
            """.formatted(MARK, Template.NUMBER));

    /// A whole message of about 2 KB.
    static final Template MESSAGE = message();

    /// The head of a stream and its first events; Anthropic sends no head before it has the first event.
    static final Template STREAM_BEGIN = Template.of(
            crlf(HEAD.formatted("text/event-stream; charset=utf-8", Template.NUMBER, "transfer-encoding: chunked"))
                    + chunk("message_start", """
                            {"type":"message_start","message":{"id":"msg_%s","type":"message","role":"assistant",\
                            "model":"%s","content":[],"stop_reason":null,"stop_sequence":null,\
                            "usage":{"input_tokens":12000,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                            "output_tokens":1,"service_tier":"standard"}}}""".formatted(Template.NUMBER, Body.MODEL))
                    + chunk("content_block_start", """
                            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
                    + chunk("ping", "{\"type\": \"ping\"}"));

    /// One piece of text: the time at which it is sent.
    static final Template STREAM_EVENT = Template.of(EVENT);

    /// The last events and the end of the body.
    static final Template STREAM_END = Template.of(end());

    /// A few pieces of text and the end, in one write.
    static final Template STREAM_REST = Template.of(EVENT.repeat(5) + end());

    /// To anything that is not a call of the model: gateways look around at their start.
    static final Template NOT_FOUND = Template.of("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");

    private Answers() {}

    private static Template message() {
        String json = """
                {"id":"msg_%s","type":"message","role":"assistant","model":"%s",\
                "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
                "usage":{"input_tokens":12000,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":400,"service_tier":"standard"}}\
                """.formatted(Template.NUMBER, Body.MODEL, "The answer. ".repeat(MESSAGE_TEXT / 12));
        return Template.of(
                crlf(HEAD.formatted("application/json", Template.NUMBER, "content-length: " + json.length())) + json);
    }

    private static String end() {
        return chunk("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
                + chunk("message_delta", """
                        {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                        "usage":{"output_tokens":400}}""")
                + chunk("message_stop", "{\"type\":\"message_stop\"}")
                + "0\r\n\r\n";
    }

    private static String chunk(String event, String data) {
        String text = "event: " + event + "\ndata: " + data + "\n\n";
        return String.format(Locale.ROOT, "%x\r\n%s\r\n", text.length(), text);
    }

    private static String crlf(String head) {
        return head.replace("\n", "\r\n");
    }
}
