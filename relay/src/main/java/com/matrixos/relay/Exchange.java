package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer, from the parsed head to the last byte. Runs on its client's event loop
/// only.
///
/// | state | true in it | goes on to |
/// |---|---|---|
/// | `ROUTING` | the router has been asked | `CONNECTING`, `ANSWERED`, `DONE` |
/// | `CONNECTING` | an upstream is being connected to | `AWAITING`, `ROUTING` when that failed, `DONE` |
/// | `AWAITING` | the request's head has left; its body follows | `STREAMING`, `ROUTING`, `CONNECTING`, `DONE` |
/// | `STREAMING` | the answer's head has gone to the client | `DONE` |
/// | `ANSWERED` | the relay has answered; the rest of the request is read and dropped | `DONE` |
/// | `DONE` | both connections are given back or closed, or have become a tunnel | |
final class Exchange implements Connector.Caller {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /// So much of a request's body is read for the sake of keeping the connection when nobody wants the
    /// body.
    private static final int DISCARD_UP_TO = 64 * 1024;
    /// A client that has ended its side may be waiting or gone; the network does not say which. After so
    /// long without a byte it counts as gone. Cutting at once would break clients that half-close; waiting
    /// as long as for others would keep upstreams busy for nobody.
    private static final Duration HALF_CLOSED_SILENCE = Duration.ofSeconds(3);

    private enum State {
        ROUTING,
        CONNECTING,
        AWAITING,
        STREAMING,
        ANSWERED,
        DONE
    }

    private final ClientConnection client;
    private final Shared shared;
    private final ParsedRequest request;
    private final BodyReader requestBody;
    private final MessageWriter toClient;
    private State state = State.ROUTING;
    private Verdict.@Nullable Forward forward;
    private @Nullable RelayFailure failure;
    private @Nullable UpstreamConnection upstream;
    private @Nullable MessageWriter toUpstream;
    private long deadline = Watched.NEVER;
    private long discarded;
    private long unsent;
    private boolean retried;
    private boolean bodySent;
    private boolean closeClient;
    private boolean openEnded;
    private boolean responseDone;

    Exchange(ClientConnection client, ParsedRequest request) {
        this.client = client;
        this.shared = client.worker().shared;
        this.request = request;
        requestBody = new BodyReader(request.framing);
        toClient = new MessageWriter(client.channel());
    }

    ParsedRequest request() {
        return request;
    }

    Worker worker() {
        return client.worker();
    }

    long deadline() {
        return deadline;
    }

    // ---- 1. Where to

    /// Asks the router.
    void start() {
        shared.open().increment();
        touch();
        try {
            shared.router().route(request, new Decision(this));
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    /// The router has decided.
    void decided(Verdict verdict) {
        if (state != State.ROUTING) {
            return;
        }
        try {
            switch (verdict) {
                case Verdict.Forward to when failure == null || failure.retryable() -> forward(to);
                case Verdict.Forward _ -> answer(LocalAnswer.of(failure));
                case Verdict.Respond answer -> answer(LocalAnswer.of(answer));
            }
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    private void routerFailed(RuntimeException e) {
        LOG.error("router failed", e);
        if (state == State.ROUTING) {
            answer(LocalAnswer.of(500, "Internal Server Error"));
        }
    }

    private void forward(Verdict.Forward to) {
        meter().closed();
        forward = to;
        state = State.CONNECTING;
        touch();
        var pooled = worker().takeIdle(to.upstream());
        if (pooled == null) {
            Connector.connect(worker(), to.upstream(), this);
        } else {
            connected(pooled);
        }
    }

    // ---- 2. The request's way

    @Override
    public void connected(UpstreamConnection connection) {
        if (state != State.CONNECTING) {
            connection.release(false);
            return;
        }
        if (!connection.channel().isActive()) {
            failed(RelayFailure.REFUSED);
            return;
        }
        upstream = connection;
        connection.begin(this);
        state = State.AWAITING;
        toUpstream = new MessageWriter(connection.channel());
        toUpstream.chunked(request.framing.kind() == Framing.Kind.CHUNKED);
        try {
            RequestWriter.write(
                    toUpstream, request, Objects.requireNonNull(forward).edits(), client.peerAddress());
        } catch (IllegalArgumentException e) {
            dropUpstream();
            state = State.ROUTING;
            routerFailed(e);
            return;
        }
        touch();
        if (!requestBody.done()) {
            client.consume();
        }
        clientReadComplete();
    }

    @Override
    public void notConnected(RelayFailure why) {
        if (state == State.CONNECTING) {
            failed(why);
        }
    }

    /// Bytes from the client that may be part of the body; takes those that are, as soon as there is
    /// somewhere to put them.
    ///
    /// @throws BadMessage when chunked framing is malformed
    void offer(ByteBuf pending) {
        switch (state) {
            case AWAITING, STREAMING -> requestBody.read(pending, requestSink);
            case ANSWERED -> requestBody.read(pending, discardSink);
            case ROUTING, CONNECTING, DONE -> {}
        }
    }

    /// Whether the client's bytes have somewhere to go.
    ///
    /// @param waiting whether some wait already
    boolean takesFromClient(boolean waiting) {
        if (requestBody.done() || state == State.ROUTING || state == State.CONNECTING) {
            return !waiting;
        }
        return upstream == null || upstream.channel().isWritable();
    }

    void clientReadComplete() {
        if (toUpstream != null) {
            toUpstream.flush();
        }
    }

    void upstreamWritable() {
        client.updateReading();
    }

    private final BodyReader.Sink requestSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            bodySent = true;
            meter().received(piece.readableBytes());
            Objects.requireNonNull(toUpstream).data(piece);
            touch();
        }

        @Override
        public void end(byte[] trailers) {
            Objects.requireNonNull(toUpstream).end(trailers);
            clientReadComplete();
            touch();
        }
    };

    // ---- 3. The answer's way

    /// An answer before the answer (100, 103): handed on to clients that can know of it.
    void interim(ParsedResponse response) {
        touch();
        if (request.http11) {
            ResponseWriter.write(toClient, response, ResponseWriter.Manner.AS_IT_IS);
        }
    }

    /// The upstream speaks another protocol from now on.
    ///
    /// @throws BadMessage when nobody asked for that
    void switched(ParsedResponse response, UpstreamConnection from) {
        if (!request.upgrade()) {
            throw new BadMessage("101 to a request that asked for no upgrade");
        }
        ResponseWriter.write(toClient, response, ResponseWriter.Manner.AS_IT_IS);
        toClient.flush();
        state = State.DONE;
        upstream = null;
        toUpstream = null;
        Tunnel.open(client, from, meter());
    }

    void responseHead(ParsedResponse response) {
        state = State.STREAMING;
        var kind = response.framing.kind();
        boolean undelimited = kind == Framing.Kind.CLOSE || kind == Framing.Kind.CHUNKED;
        boolean chunked = undelimited && request.http11;
        openEnded = undelimited && !chunked;
        closeClient = openEnded || !request.keepAlive() || !requestBody.done() || client.lastRequest();
        boolean isPrivate = Objects.requireNonNull(forward).privateByDefault();
        ResponseWriter.write(toClient, response, new ResponseWriter.Manner(chunked, closeClient, isPrivate));
        toClient.chunked(chunked);
        touch();
    }

    final BodyReader.Sink responseSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            meter().sent(piece.readableBytes());
            toClient.data(piece);
            touch();
        }

        @Override
        public void end(byte[] trailers) {
            toClient.end(trailers);
            responseDone = true;
        }
    };

    /// Everything read in one go has been handed on. This is also the back-pressure towards the upstream.
    void upstreamReadComplete() {
        if (responseDone) {
            finish();
            return;
        }
        toClient.flush();
        if (upstream != null && !client.channel().isWritable()) {
            Channels.reading(upstream.channel(), false);
        }
    }

    void clientWritable() {
        if (upstream != null) {
            Channels.reading(upstream.channel(), client.channel().isWritable());
        }
    }

    // ---- 4. The end

    /// Both messages are through. The books are closed before the last bytes leave, so that who has read the answer
    /// finds them closed.
    private void finish() {
        toClient.write();
        var used = Objects.requireNonNull(upstream);
        boolean whole = requestBody.done();
        upstream = null;
        toUpstream = null;
        done();
        used.release(whole);
        client.channel().flush();
        if (closeClient || !whole) {
            client.endGently();
        } else {
            client.next();
        }
    }

    private void done() {
        if (state != State.DONE) {
            state = State.DONE;
            toClient.abandon();
            shared.open().decrement();
            meter().closed();
        }
    }

    /// Answers without an upstream. The connection goes on if what is left of the request is short.
    private void answer(LocalAnswer answer) {
        boolean whole = requestBody.done();
        boolean longBody = request.framing.length() > DISCARD_UP_TO;
        // Who expects a 100 may or may not send the body after another answer, so nobody knows where it ends.
        boolean unsure = request.headers.find(Field.EXPECT) >= 0;
        closeClient = !request.keepAlive() || client.lastRequest() || (!whole && (longBody || unsure));
        try {
            answer.write(client.channel(), request.head, closeClient);
        } catch (IllegalArgumentException e) {
            LOG.error("answer with an impossible header", e);
            closeClient = true;
            LocalAnswer.of(500, "Internal Server Error").write(client.channel(), request.head, true);
        }
        state = State.ANSWERED;
        deadline = worker().in(shared.config().headTimeout());
        if (closeClient || whole) {
            settleAnswered();
        } else {
            client.channel().flush();
            client.consume();
        }
    }

    private void settleAnswered() {
        done();
        client.channel().flush();
        if (closeClient) {
            client.endGently();
        } else {
            client.next();
        }
    }

    private final BodyReader.Sink discardSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            discarded += piece.readableBytes();
            piece.release();
            if (discarded > DISCARD_UP_TO && state == State.ANSWERED) {
                closeClient = true;
                settleAnswered();
            }
        }

        @Override
        public void end(byte[] trailers) {
            if (state == State.ANSWERED) {
                settleAnswered();
            }
        }
    };

    // ---- 5. What goes wrong

    /// The upstream's connection died or spoke nonsense. It is closed already, or will be by the caller.
    void upstreamFailed(UpstreamConnection died, RelayFailure why) {
        upstream = null;
        dropWriter();
        if (state == State.STREAMING) {
            cut();
        } else if (why == RelayFailure.DISCONNECTED && died.reused() && died.silent() && mayRetry()) {
            retried = true;
            state = State.CONNECTING;
            Connector.connect(worker(), died.upstream(), this);
        } else {
            failed(why);
        }
    }

    /// A pooled connection may have been closed by the upstream while our request was on its way to it.
    /// The request goes out once more, on a fresh connection, only when sending it twice does no harm even
    /// if the first was received: nothing came back, the method is idempotent, and the request has no
    /// body. A request by another method fails, since nobody can tell whether it was received.
    private boolean mayRetry() {
        return !retried && !bodySent && requestBody.done() && request.idempotent();
    }

    /// Asks the router what to do about the first failure, and answers the second.
    private void failed(RelayFailure why) {
        state = State.ROUTING;
        if (failure != null) {
            answer(LocalAnswer.of(why));
            return;
        }
        failure = why;
        touch();
        try {
            shared.router().failed(request, why, new Decision(this));
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    /// The answer breaks off in the middle, and the client must notice.
    private void cut() {
        toClient.flush();
        cancel();
        if (openEnded) {
            client.reset();
        } else {
            client.endGently();
        }
    }

    /// The request's body is malformed, or breaks off.
    void badRequestBody(BadMessage why) {
        switch (state) {
            case STREAMING -> cut();
            case ROUTING, CONNECTING, AWAITING -> {
                cancel();
                LocalAnswer.of(why.status(), why.reason()).write(client.channel(), request.head, true);
                client.endGently();
            }
            case ANSWERED, DONE -> {
                cancel();
                client.endGently();
            }
        }
    }

    /// The client has ended its side, and all it sent has been offered here.
    void clientInputEnded() {
        boolean offered = state != State.ROUTING && state != State.CONNECTING;
        if (offered && !requestBody.done()) {
            badRequestBody(new BadMessage("the request breaks off"));
        } else {
            touch();
        }
    }

    void clientGone() {
        cancel();
    }

    /// Nothing has come for too long.
    void expired() {
        long left = Channels.unsent(client.channel()) + (upstream == null ? 0 : Channels.unsent(upstream.channel()));
        if (left != unsent) {
            // Somebody reads, if slowly: that is bytes moving, too.
            unsent = left;
            touch();
            return;
        }
        switch (state) {
            case ROUTING, CONNECTING -> answer(LocalAnswer.of(504, "Gateway Timeout"));
            case AWAITING -> {
                dropUpstream();
                if (requestBody.done()) {
                    failed(RelayFailure.RESPONSE_TIMEOUT);
                } else {
                    badRequestBody(new BadMessage(408, "the request body took too long"));
                }
            }
            case STREAMING -> cut();
            case ANSWERED, DONE -> {
                cancel();
                client.endGently();
            }
        }
    }

    private void cancel() {
        dropUpstream();
        done();
    }

    private void dropUpstream() {
        var dropped = upstream;
        upstream = null;
        dropWriter();
        if (dropped != null) {
            dropped.release(false);
        }
    }

    private void dropWriter() {
        if (toUpstream != null) {
            toUpstream.abandon();
            toUpstream = null;
        }
    }

    /// Moves the deadline: something has happened.
    private void touch() {
        var config = shared.config();
        boolean started = state == State.AWAITING || state == State.STREAMING;
        Duration time = state == State.AWAITING && requestBody.done() ? config.responseTimeout() : config.idleTimeout();
        boolean doubtful = started && client.inputEnded() && time.compareTo(HALF_CLOSED_SILENCE) > 0;
        deadline = worker().in(doubtful ? HALF_CLOSED_SILENCE : time);
    }

    private Meter meter() {
        return forward == null ? Meter.NONE : forward.meter();
    }
}
