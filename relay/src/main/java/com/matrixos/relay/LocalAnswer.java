package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An answer the relay gives by itself.
final class LocalAnswer {
    /// Headers that are ours to write.
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection");

    private final Verdict.Respond answer;

    private LocalAnswer(Verdict.Respond answer) {
        this.answer = answer;
    }

    static LocalAnswer of(Verdict.Respond answer) {
        return new LocalAnswer(answer);
    }

    /// A status with a line of text that says why.
    static LocalAnswer of(int status, String reason) {
        byte[] body = (status + " " + reason + "\n").getBytes(StandardCharsets.UTF_8);
        return new LocalAnswer(new Verdict.Respond(
                status, Map.of("content-type", "text/plain; charset=utf-8", "cache-control", "no-store"), body));
    }

    /// What a client hears of an upstream's failure when the router has nothing to say.
    static LocalAnswer of(RelayFailure failure) {
        return of(failure.status(), failure.reason());
    }

    /// Writes it without flushing.
    ///
    /// @throws IllegalArgumentException when its headers cannot be written; then nothing is
    void write(Channel channel, boolean toHead, boolean close) {
        int status = answer.status();
        boolean bodiless = status < 200 || status == 204 || status == 304;
        ByteBuf out = channel.alloc().ioBuffer(256 + answer.body().length);
        try {
            ByteBufUtil.writeAscii(out, "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n");
            for (Map.Entry<String, String> header : answer.headers().entrySet()) {
                if (!FRAMING.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    Bytes.writeHeader(out, header.getKey(), header.getValue());
                }
            }
            if (!bodiless) {
                Bytes.writeHeader(out, "content-length", Integer.toString(answer.body().length));
            }
            if (close) {
                Bytes.writeHeader(out, "connection", "close");
            }
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
            if (!toHead && !bodiless) {
                out.writeBytes(answer.body());
            }
        } catch (RuntimeException e) {
            out.release();
            throw e;
        }
        Channels.write(channel, out);
    }
}
