package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of an exchange goes to its client, and what becomes of the client's connection after it. Runs on the
/// exchange's event loop only.
final class ToClient {
    private static final Logger LOG = LoggerFactory.getLogger(ToClient.class);

    private final ClientConnection client;
    private final ParsedRequest request;
    private final MessageWriter writer;
    private boolean close;
    private boolean openEnded;

    ToClient(ClientConnection client, ParsedRequest request) {
        this.client = client;
        this.request = request;
        writer = new MessageWriter(client.channel());
    }

    /// Writes the head of an answer that has no body and does not end the connection.
    void interim(ParsedResponse response) {
        ResponseWriter.write(writer, response, ResponseWriter.Manner.AS_IT_IS);
    }

    /// Writes the head of the upstream's answer.
    ///
    /// @param wholeRequest whether the request's body has been read to its end
    /// @param privateByDefault whether silence about caching means private
    void head(ParsedResponse response, boolean wholeRequest, boolean privateByDefault, @Nullable ResponseEdits edits) {
        var kind = response.framing.kind();
        boolean undelimited = kind == Framing.Kind.CLOSE || kind == Framing.Kind.CHUNKED;
        boolean chunked = undelimited && request.http11;
        openEnded = undelimited && !chunked;
        close = openEnded || !wholeRequest || isLast();
        ResponseWriter.write(writer, response, new ResponseWriter.Manner(chunked, close, privateByDefault, edits));
        writer.chunked(chunked);
    }

    /// Writes a piece of the body; takes over its buffer.
    void data(ByteBuf piece) {
        writer.data(piece);
    }

    /// Writes so much of the piece as the tap lets through, and then the tap's own end.
    void cut(ByteBuf piece, Tap.Cut cut) {
        writer.data(piece.writerIndex(piece.readerIndex() + cut.length()));
        writer.data(Unpooled.wrappedBuffer(cut.tail()));
    }

    void end(byte[] trailers) {
        writer.end(trailers);
    }

    /// Hands over what is staged, to leave with the connection's next flush.
    void write() {
        writer.write();
    }

    void flush() {
        writer.flush();
    }

    /// Forgets what has not been handed over.
    void abandon() {
        writer.abandon();
    }

    /// Whether the client keeps up.
    boolean writable() {
        return client.channel().isWritable();
    }

    /// Writes an answer of the relay's own, without flushing.
    ///
    /// @param last whether the connection must end with it
    /// @return whether it does
    boolean answer(LocalAnswer answer, boolean last) {
        close = last || isLast();
        try {
            answer.write(client.channel(), request.head, close);
        } catch (IllegalArgumentException e) {
            LOG.error("answer with an impossible header", e);
            close = true;
            LocalAnswer.of(500, "Internal Server Error").write(client.channel(), request.head, true);
        }
        return close;
    }

    /// Says what is wrong with the request, and ends the connection: where the next one would begin is unknown.
    void refuse(BadMessage why) {
        LocalAnswer.of(why.status(), why.reason()).write(client.channel(), request.head, true);
        client.endGently();
    }

    /// The exchange is over: sends what is left, and lets the connection go on to the next request or end.
    ///
    /// @param clean whether nothing of the request is left on the connection
    void over(boolean clean) {
        client.channel().flush();
        if (close || !clean) {
            client.endGently();
        } else {
            client.next();
        }
    }

    /// The answer has broken off in the middle, and the client must notice.
    void broken() {
        if (openEnded) {
            client.reset();
        } else {
            client.endGently();
        }
    }

    private boolean isLast() {
        return !request.keepAlive() || client.lastRequest();
    }
}
