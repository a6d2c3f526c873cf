package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Ready-made requests of one kind to one target, each user's in turn. Used on one event loop, and kept to
/// the end.
final class Requests {
    private final List<ByteBuf> all;
    private long handedOut;

    private Requests(List<ByteBuf> all) {
        this.all = all;
    }

    static Requests of(Target target, boolean stream) {
        byte[] body = Body.of(stream, Body.USUAL);
        return new Requests(target.headers().stream()
                .map(headers -> Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                        .writeBytes(head(target, headers, body.length))
                        .writeBytes(body)))
                .toList());
    }

    /// The head of a request with a body of so many bytes.
    static byte[] head(Target target, String headers, long bodyLength) {
        return """
                    POST /v1/messages?beta=true HTTP/1.1\r
                    Host: 127.0.0.1:%d\r
                    Accept: application/json\r
                    Accept-Encoding: identity\r
                    User-Agent: claude-cli/2.1.330 (external, sdk-cli)\r
                    X-App: cli\r
                    X-Claude-Code-Session-Id: 00000000-0000-4000-8000-000000000000\r
                    anthropic-version: 2023-06-01\r
                    anthropic-beta: claude-code-20250219,context-management-2025-06-27\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    %s\r
                    """.formatted(target.port(), bodyLength, headers).getBytes(StandardCharsets.US_ASCII);
    }

    /// The next one, whole; the same bytes may be on their way several times.
    ByteBuf next() {
        return all.get((int) (handedOut++ % all.size())).duplicate();
    }

    /// How many were asked for.
    long handedOut() {
        return handedOut;
    }
}
