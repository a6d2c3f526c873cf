package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer, from the parsed head to the last byte. Runs on its client's event loop only.
///
/// | state | true in it | goes on to |
/// |---|---|---|
/// | `ROUTING` | the router has been asked | `CONNECTING`, `ANSWERED`, `DONE` |
/// | `CONNECTING` | an upstream is being connected to | `AWAITING`, `ROUTING` (failed), `DONE` |
/// | `AWAITING` | the request's head has left; its body follows as it comes | `STREAMING`, `ROUTING`, `DONE` |
/// | `STREAMING` | the answer's head has gone to the client | `DONE` |
/// | `ANSWERED` | the relay has answered; the rest of the request is read and dropped | `DONE` |
/// | `DONE` | both connections are given back or closed | |
final class Exchange implements Connector.Caller {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /// So much of a request's body is read for the sake of keeping the connection when nobody wants the body.
    private static final int DISCARD_UP_TO = 64 * 1024;

    private enum State {
        ROUTING,
        CONNECTING,
        AWAITING,
        STREAMING,
        ANSWERED,
        DONE
    }

    private final ClientConnection client;
    private final ParsedRequest request;
    private final BodyReader requestBody;
    private final BodyReader.Sink requestSink = new RequestSink();
    private final BodyReader.Sink responseSink = new ResponseSink();
    private State state = State.ROUTING;
    private Verdict.@Nullable Forward forward;
    private @Nullable UpstreamConnection upstream;
    private @Nullable BodyWriter toUpstream;
    private @Nullable BodyWriter toClient;
    private long deadline = Watched.NEVER;
    private long discarded;
    private boolean retried;
    private @Nullable RelayFailure failure;
    private boolean bodySent;
    private boolean closeClient;
    private boolean responseDone;
    private boolean upstreamDirty;
    private boolean clientDirty;

    Exchange(ClientConnection client, ParsedRequest request) {
        this.client = client;
        this.request = request;
        requestBody = new BodyReader(request.framing);
    }

    ClientConnection client() {
        return client;
    }

    ParsedRequest request() {
        return request;
    }

    BodyReader.Sink responseSink() {
        return responseSink;
    }

    long deadline() {
        return deadline;
    }

    // ---- routing

    /// Asks the router.
    void start() {
        client.worker().shared.open().increment();
        touch();
        try {
            client.worker().shared.router().route(request, new Decision(this));
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    /// The router has decided.
    void decided(Verdict verdict) {
        if (state != State.ROUTING) {
            return;
        }
        switch (verdict) {
            case Verdict.Forward to when failure == null || failure.retryable() -> forward(to);
            case Verdict.Forward _ -> answer(LocalAnswer.of(failure.status(), failure.reason()));
            case Verdict.Respond answer -> answer(LocalAnswer.of(answer));
        }
    }

    private void routerFailed(RuntimeException e) {
        LOG.error("router failed", e);
        answer(LocalAnswer.of(500, "Internal Server Error"));
    }

    private void forward(Verdict.Forward to) {
        if (forward != null) {
            forward.meter().closed();
        }
        forward = to;
        touch();
        state = State.CONNECTING;
        var worker = client.worker();
        var pooled = worker.takeIdle(to.upstream());
        while (pooled != null && !pooled.channel().isActive()) {
            pooled = worker.takeIdle(to.upstream());
        }
        if (pooled != null) {
            connected(pooled);
        } else {
            Connector.connect(worker, to.upstream(), this);
        }
    }

    // ---- the request's way

    @Override
    public void connected(UpstreamConnection connection) {
        if (state != State.CONNECTING) {
            connection.release(false);
            return;
        }
        var to = Objects.requireNonNull(forward);
        upstream = connection;
        connection.begin(this);
        state = State.AWAITING;
        var channel = connection.channel();
        toUpstream = new BodyWriter(channel, request.framing.kind() == Framing.Kind.CHUNKED);
        try {
            var head = RequestWriter.write(channel.alloc(), request, to.edits(), client.peerAddress());
            Channels.write(channel, head);
        } catch (IllegalArgumentException e) {
            dropUpstream();
            state = State.ROUTING;
            routerFailed(e);
            return;
        }
        touch();
        channel.flush();
        if (!requestBody.done()) {
            client.resume();
        }
    }

    @Override
    public void notConnected(RelayFailure failure) {
        if (state == State.CONNECTING) {
            failed(failure);
        }
    }

    /// Bytes from the client that may be part of the body. True when something was taken and more may be.
    boolean offer(ByteBuf pending) {
        boolean wanted = state == State.AWAITING || state == State.STREAMING || state == State.ANSWERED;
        if (!wanted || requestBody.done()) {
            return false;
        }
        int before = pending.readableBytes();
        requestBody.read(pending, requestSink);
        if (state == State.DONE) {
            return true;
        }
        return pending.readableBytes() < before && !requestBody.done();
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
        if (upstreamDirty && upstream != null) {
            upstreamDirty = false;
            upstream.channel().flush();
        }
    }

    void upstreamWritable() {
        client.updateReading();
    }

    private final class RequestSink implements BodyReader.Sink {
        @Override
        public void data(ByteBuf piece) {
            int length = piece.readableBytes();
            touch();
            if (toUpstream == null || upstream == null) {
                piece.release();
                discard(length);
                return;
            }
            bodySent = true;
            meter().received(length);
            toUpstream.data(piece);
            upstreamDirty = true;
        }

        @Override
        public void end(byte[] trailers) {
            if (toUpstream != null && upstream != null) {
                toUpstream.end(trailers);
                upstream.channel().flush();
                touch();
            }
            finishIfComplete();
        }
    }

    // ---- the answer's way

    /// An answer before the answer (100, 103): handed on to clients that can know of it.
    void interim(ParsedResponse response) {
        touch();
        if (request.http11) {
            writeHead(response, new ResponseWriter.Manner(false, false, false));
        }
    }

    /// The upstream speaks another protocol from now on.
    void switched(ParsedResponse response) {
        if (!request.upgrade()) {
            upstreamFailed(RelayFailure.BAD_RESPONSE);
            return;
        }
        writeHead(response, new ResponseWriter.Manner(false, false, false));
        var from = Objects.requireNonNull(upstream);
        var to = Objects.requireNonNull(forward);
        state = State.DONE;
        Tunnel.open(client, from, to.meter());
    }

    void responseHead(ParsedResponse response) {
        state = State.STREAMING;
        var kind = response.framing.kind();
        boolean endsOpen = kind == Framing.Kind.CLOSE || kind == Framing.Kind.CHUNKED;
        boolean chunked = endsOpen && request.http11;
        closeClient = !request.keepAlive()
                || !requestBody.done()
                || client.inputEnded()
                || client.draining()
                || (endsOpen && !chunked);
        boolean isPrivate = Objects.requireNonNull(forward).privateByDefault();
        toClient = new BodyWriter(client.channel(), chunked);
        touch();
        writeHead(response, new ResponseWriter.Manner(chunked, closeClient, isPrivate));
    }

    private void writeHead(ParsedResponse response, ResponseWriter.Manner manner) {
        var channel = client.channel();
        var out = channel.alloc().ioBuffer(response.bytes().length + ResponseWriter.ADDED);
        ResponseWriter.write(out, response, manner);
        Channels.write(channel, out);
        clientDirty = true;
    }

    private final class ResponseSink implements BodyReader.Sink {
        @Override
        public void data(ByteBuf piece) {
            meter().sent(piece.readableBytes());
            touch();
            Objects.requireNonNull(toClient).data(piece);
            clientDirty = true;
        }

        @Override
        public void end(byte[] trailers) {
            if (upstream != null) {
                upstream.ended();
            }
            responseEnd(trailers);
        }
    }

    void responseEnd(byte[] trailers) {
        Objects.requireNonNull(toClient).end(trailers);
        clientDirty = true;
        responseDone = true;
        finishIfComplete();
    }

    void upstreamReadComplete() {
        if (clientDirty) {
            clientDirty = false;
            client.channel().flush();
        }
    }

    void clientWritable(boolean writable) {
        if (upstream != null && state == State.STREAMING) {
            upstream.channel().config().setAutoRead(writable);
        }
    }

    // ---- the end

    private void finishIfComplete() {
        if (state == State.ANSWERED) {
            if (requestBody.done()) {
                done();
                client.next();
            }
            return;
        }
        if (state != State.STREAMING || !responseDone) {
            return;
        }
        client.channel().flush();
        boolean keep = requestBody.done();
        var used = upstream;
        upstream = null;
        done();
        if (used != null) {
            used.release(keep);
        }
        if (closeClient) {
            client.endGently();
        } else {
            client.next();
        }
    }

    private void done() {
        if (state != State.DONE) {
            state = State.DONE;
            client.worker().shared.open().decrement();
            meter().closed();
        }
    }

    private void answer(LocalAnswer answer) {
        boolean longBody = request.framing.length() > DISCARD_UP_TO;
        boolean silentBody = request.headers.find(Field.EXPECT) >= 0;
        closeClient = !request.keepAlive()
                || client.inputEnded()
                || client.draining()
                || (!requestBody.done() && (longBody || silentBody));
        try {
            answer.write(client.channel(), request.head, closeClient);
        } catch (IllegalArgumentException e) {
            LOG.error("answer with an impossible header", e);
            closeClient = true;
            LocalAnswer.of(500, "Internal Server Error").write(client.channel(), request.head, true);
        }
        client.channel().flush();
        state = State.ANSWERED;
        if (closeClient) {
            done();
            client.endGently();
        } else if (requestBody.done()) {
            done();
            client.next();
        } else {
            deadline = client.worker().in(client.worker().shared.config().headTimeout());
            client.resume();
        }
    }

    private void discard(int length) {
        discarded += length;
        if (discarded > DISCARD_UP_TO && state == State.ANSWERED) {
            done();
            client.endGently();
        }
    }

    // ---- what goes wrong

    /// The upstream's connection died or spoke nonsense.
    void upstreamFailed(RelayFailure failure) {
        var died = Objects.requireNonNull(upstream);
        upstream = null;
        toUpstream = null;
        if (state == State.STREAMING) {
            done();
            client.channel().flush();
            client.reset();
        } else if (failure == RelayFailure.DISCONNECTED && died.reused() && died.silent() && mayRetry()) {
            retried = true;
            state = State.CONNECTING;
            Connector.connect(client.worker(), died.upstream(), this);
        } else {
            failed(failure);
        }
    }

    /// A pooled connection may have been closed by the upstream while our request was on its way to it. The request
    /// goes out once more, on a fresh connection, only when sending it twice does no harm even if the first was
    /// received: the method is idempotent and the request has no body.
    private boolean mayRetry() {
        return !retried && !bodySent && requestBody.done() && request.idempotent();
    }

    private void failed(RelayFailure failure) {
        if (this.failure != null) {
            state = State.ROUTING;
            answer(LocalAnswer.of(failure.status(), failure.reason()));
            return;
        }
        this.failure = failure;
        state = State.ROUTING;
        touch();
        try {
            client.worker().shared.router().failed(request, failure, new Decision(this));
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    void badRequestBody(BadMessage e) {
        if (state == State.STREAMING) {
            cancel();
            client.reset();
        } else {
            dropUpstream();
            closeClient = true;
            LocalAnswer.of(e.status(), e.reason()).write(client.channel(), request.head, true);
            done();
            client.endGently();
        }
    }

    /// The client has ended its side. With the whole request there it may still want the answer; in the midst of the
    /// answer, or with half a request, it has gone.
    void clientInputEnded() {
        if (state == State.STREAMING || !requestBody.done()) {
            cancel();
            client.close();
        }
    }

    void clientGone() {
        cancel();
    }

    /// Nothing has moved for too long.
    void expired() {
        switch (state) {
            case ROUTING, CONNECTING -> {
                state = State.ROUTING;
                answer(LocalAnswer.of(504, "Gateway Timeout"));
            }
            case AWAITING -> {
                dropUpstream();
                failed(RelayFailure.RESPONSE_TIMEOUT);
            }
            case STREAMING -> {
                cancel();
                client.reset();
            }
            case ANSWERED, DONE -> {
                done();
                client.close();
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
        toUpstream = null;
        if (dropped != null) {
            dropped.release(false);
        }
    }

    /// Moves the deadline: something has happened.
    private void touch() {
        var config = client.worker().shared.config();
        boolean awaiting = state == State.AWAITING && requestBody.done();
        deadline = client.worker().in(awaiting ? config.responseTimeout() : config.idleTimeout());
    }

    private Meter meter() {
        return forward == null ? Meter.NONE : forward.meter();
    }
}
