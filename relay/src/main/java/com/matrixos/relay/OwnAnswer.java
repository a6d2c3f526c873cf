package com.matrixos.relay;

import io.netty.buffer.ByteBuf;

/// An answer that the relay gives by itself, and what becomes of the rest of the request, which nobody wants any
/// more. Runs on the exchange's event loop only.
final class OwnAnswer {
    /// So much of a request's body is read for the sake of keeping the connection.
    private static final int DISCARD_UP_TO = 64 * 1024;

    private final ClientConnection client;
    private final ParsedRequest request;
    private final BodyReader requestBody;
    private final ToClient toClient;
    private final Runnable over;
    private final BodyReader.Sink discard = new Discard(DISCARD_UP_TO, this::discarded);
    private boolean given;

    /// @param over told when the answer is written and the request is read or given up, before the bytes leave
    OwnAnswer(
            ClientConnection client, ParsedRequest request, BodyReader requestBody, ToClient toClient, Runnable over) {
        this.client = client;
        this.request = request;
        this.requestBody = requestBody;
        this.toClient = toClient;
        this.over = over;
    }

    /// Answers. The connection goes on if what is left of the request is short.
    void give(LocalAnswer answer) {
        given = true;
        boolean whole = requestBody.done();
        boolean tooMuch = request.framing.length() > DISCARD_UP_TO || request.endsUnsurely();
        if (toClient.answer(answer, !whole && tooMuch) || whole) {
            settle(true);
        } else {
            client.channel().flush();
            client.consume();
        }
    }

    /// Takes what has come of the request's body and drops it.
    ///
    /// @throws BadMessage when chunked framing is malformed
    void drop(ByteBuf pending) {
        requestBody.read(pending, discard);
    }

    /// The rest has been read to its end, or is too much to read.
    private void discarded(boolean whole) {
        if (given) {
            settle(whole);
        }
    }

    private void settle(boolean clean) {
        over.run();
        toClient.over(clean);
    }
}
