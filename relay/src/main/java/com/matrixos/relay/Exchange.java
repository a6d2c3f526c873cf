package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.function.Consumer;
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
/// | `STREAMING` | the answer's head has gone to the client | `LISTENING`, `DONE` |
/// | `COLLECTING` | the answer is kept for the tap, also when the client is gone | `REPLACING`, `ROUTING`, `DONE` |
/// | `REPLACING` | the tap has been asked what the client gets | `ANSWERED`, `DONE` |
/// | `LISTENING` | the client is gone, the tap hears the answer out | `DONE` |
/// | `ANSWERED` | the relay has answered; the rest of the request is read and dropped | `DONE` |
/// | `DONE` | both connections are given back or closed, or have become a tunnel | |
final class Exchange implements Connector.Caller {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /// So much of a request's body is read for the sake of keeping the connection when nobody wants the
    /// body.
    private static final int DISCARD_UP_TO = 64 * 1024;
    private static final byte[] NO_TRAILERS = {};

    private enum State {
        ROUTING,
        CONNECTING,
        AWAITING,
        STREAMING,
        COLLECTING,
        REPLACING,
        LISTENING,
        ANSWERED,
        DONE
    }

    private final ClientConnection client;
    private final Shared shared;
    private final ParsedRequest request;
    private final BodyReader requestBody;
    private final MessageWriter toClient;
    private final BodyReader.Sink discard = new Discard(DISCARD_UP_TO, this::discarded);
    private State state = State.ROUTING;
    private Verdict.@Nullable Forward forward;
    private Tapping tapping = Tapping.NONE;
    private @Nullable RelayFailure failure;
    private @Nullable UpstreamConnection upstream;
    private @Nullable MessageWriter upstreamWriter;
    private long deadline = Watched.NEVER;
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
        ask(decide -> shared.router().route(request, decide));
    }

    private void ask(Consumer<Consumer<Verdict>> question) {
        touch();
        try {
            question.accept(new Decision<>(worker().loop, this::decided));
        } catch (RuntimeException e) {
            routerFailed(e);
        }
    }

    /// The router has decided.
    private void decided(Verdict verdict) {
        if (state != State.ROUTING) {
            Tapping.unused(verdict);
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
        tapping.ended(Tap.End.FAILED);
        forward = to;
        tapping = Tapping.of(to.tap());
        to.meter().opened(client::cut);
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
        upstreamWriter = new MessageWriter(connection.channel());
        upstreamWriter.chunked(request.framing.kind() == Framing.Kind.CHUNKED);
        try {
            RequestWriter.write(
                    upstreamWriter, request, Objects.requireNonNull(forward).edits(), client.peerAddress());
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
        releaseHeld();
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
            case AWAITING, STREAMING, COLLECTING -> requestBody.read(pending, requestSink);
            case ANSWERED, REPLACING -> requestBody.read(pending, discard);
            case ROUTING, CONNECTING, LISTENING, DONE -> {}
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
        if (upstreamWriter != null) {
            upstreamWriter.flush();
        }
    }

    void upstreamWritable() {
        client.updateReading();
    }

    private final BodyReader.Sink requestSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            meter().received(piece.readableBytes());
            // Refused not at once: the rest of what was read comes here as well.
            ByteBuf next = tapping.request(piece, permit -> worker().loop.execute(() -> permitted(permit)));
            if (next != null) {
                toUpstream.data(next);
            }
            touch();
        }

        @Override
        public void end(byte[] trailers) {
            tapping.requestEnd(trailers, toUpstream, new Decision<>(worker().loop, Exchange.this::permitted));
            clientReadComplete();
            touch();
        }
    };

    /// Where the request's body goes at last.
    private final Tapping.Request toUpstream = new Tapping.Request() {
        @Override
        public void data(ByteBuf piece) {
            bodySent = true;
            Objects.requireNonNull(upstreamWriter).data(piece);
        }

        @Override
        public void end(byte[] trailers) {
            Objects.requireNonNull(upstreamWriter).end(trailers);
        }
    };

    /// The tap has said whether the request may be completed. An upstream that has answered already, or is
    /// being connected to once more, gets the rest all the same.
    private void permitted(Tap.Permit permit) {
        if (state == State.DONE) {
            return;
        }
        switch (permit) {
            case Tap.Permit.Granted() -> {
                tapping.grant();
                releaseHeld();
                clientReadComplete();
                touch();
            }
            case Tap.Permit.Refused(var answer)
            when state == State.AWAITING || state == State.CONNECTING -> {
                tapping.ending(Tap.End.REFUSED);
                dropUpstream();
                answer(LocalAnswer.of(answer));
            }
            case Tap.Permit.Refused _ -> {}
        }
    }

    private void releaseHeld() {
        if (upstreamWriter != null) {
            tapping.release(toUpstream);
        }
    }

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
        upstreamWriter = null;
        tapping.ended(Tap.End.COMPLETE);
        Tunnel.open(client, from, meter());
    }

    void responseHead(ParsedResponse response) {
        switch (tapping.answered(response)) {
            case Tap.Handling.Stream _ when state == State.LISTENING -> {}
            case Tap.Handling.Collect _ when state == State.LISTENING -> cancel();
            case Tap.Handling.Stream(var edits) -> stream(response, edits);
            case Tap.Handling.Collect _ -> {
                state = State.COLLECTING;
                touch();
            }
        }
    }

    private void stream(ParsedResponse response, @Nullable ResponseEdits edits) {
        state = State.STREAMING;
        var kind = response.framing.kind();
        boolean undelimited = kind == Framing.Kind.CLOSE || kind == Framing.Kind.CHUNKED;
        boolean chunked = undelimited && request.http11;
        openEnded = undelimited && !chunked;
        closeClient = openEnded || !request.keepAlive() || !requestBody.done() || client.lastRequest();
        ResponseWriter.write(
                toClient,
                response,
                new ResponseWriter.Manner(
                        chunked, closeClient, Objects.requireNonNull(forward).privateByDefault(), edits));
        toClient.chunked(chunked);
        touch();
    }

    final BodyReader.Sink responseSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            meter().sent(piece.readableBytes());
            if (responseDone) {
                piece.release();
            } else if (state == State.COLLECTING) {
                tapping.collect(piece);
            } else {
                deliver(piece, tapping.response(piece));
            }
            touch();
        }

        @Override
        public void end(byte[] trailers) {
            if (!responseDone) {
                endAnswer(trailers);
            }
        }
    };

    private void deliver(ByteBuf piece, Tap.@Nullable Cut cut) {
        if (state == State.LISTENING) {
            piece.release();
            responseDone |= cut != null;
        } else if (cut == null) {
            toClient.data(piece);
        } else {
            tapping.ending(Tap.End.CUT);
            toClient.data(piece.writerIndex(piece.readerIndex() + cut.length()));
            toClient.data(Unpooled.wrappedBuffer(cut.tail()));
            endAnswer(NO_TRAILERS);
        }
    }

    private void endAnswer(byte[] trailers) {
        responseDone = true;
        if (state == State.STREAMING) {
            toClient.end(trailers);
        }
    }

    /// Everything read in one go has been handed on. This is also the back-pressure towards the upstream.
    void upstreamReadComplete() {
        if (responseDone) {
            switch (state) {
                case COLLECTING -> replace();
                case LISTENING -> heardOut();
                case STREAMING -> finish();
                case ROUTING, CONNECTING, AWAITING, REPLACING, ANSWERED, DONE -> {}
            }
            return;
        }
        if (state == State.LISTENING || state == State.COLLECTING) {
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
        boolean whole = requestBody.done() && !tapping.pending();
        tapping.ending(Tap.End.COMPLETE);
        var used = takeUpstream();
        done();
        used.release(whole);
        client.channel().flush();
        if (closeClient || !whole) {
            client.endGently();
        } else {
            client.next();
        }
    }

    /// The collected answer is complete: the tap says what the client gets.
    private void replace() {
        state = State.REPLACING;
        takeUpstream().release(requestBody.done() && !tapping.pending());
        tapping.ending(Tap.End.COMPLETE);
        touch();
        tapping.collected(new Decision<>(worker().loop, this::replaced));
    }

    private void replaced(Verdict.Respond answer) {
        if (state == State.REPLACING && !client.channel().isActive()) {
            done();
        } else if (state == State.REPLACING) {
            answer(LocalAnswer.of(answer));
        }
    }

    /// What the client no longer waited for has come to its end.
    private void heardOut() {
        var used = takeUpstream();
        done();
        used.release(true);
    }

    private UpstreamConnection takeUpstream() {
        var used = Objects.requireNonNull(upstream);
        upstream = null;
        upstreamWriter = null;
        return used;
    }

    private void done() {
        if (state != State.DONE) {
            state = State.DONE;
            toClient.abandon();
            shared.open().decrement();
            meter().closed();
            tapping.ended(Tap.End.CLIENT_GONE);
        }
    }

    /// Answers without an upstream. The connection goes on if what is left of the request is short.
    private void answer(LocalAnswer answer) {
        boolean whole = requestBody.done();
        closeClient = !request.keepAlive()
                || client.lastRequest()
                || (!whole && (request.framing.length() > DISCARD_UP_TO || request.endsUnsurely()));
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

    /// What nobody wants of the request's body has been read to its end, or is too much to read.
    private void discarded(boolean whole) {
        if (state == State.ANSWERED) {
            closeClient |= !whole;
            settleAnswered();
        }
    }

    // ---- 5. What goes wrong

    /// The upstream's connection died or spoke nonsense. It is closed already, or will be by the caller.
    void upstreamFailed(UpstreamConnection died, RelayFailure why) {
        upstream = null;
        dropWriter();
        tapping.failed(died.deadFromThePool(why));
        if (state == State.LISTENING || !client.channel().isActive()) {
            done();
        } else if (state == State.STREAMING) {
            tapping.ending(Tap.End.UPSTREAM_BROKE);
            cut();
        } else if (died.deadFromThePool(why) && mayRetry()) {
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
    /// body. A request by another method fails, since nobody can tell whether it was received; unless a tap
    /// has held back its whole body, so that it cannot have been.
    private boolean mayRetry() {
        return !retried && !bodySent && requestBody.done() && (tapping.pending() || request.idempotent());
    }

    /// Asks the router what to do about the first failure, and answers the second.
    private void failed(RelayFailure why) {
        state = State.ROUTING;
        tapping.ending(Tap.End.FAILED);
        if (failure != null) {
            answer(LocalAnswer.of(why));
            return;
        }
        failure = why;
        ask(decide -> shared.router().failed(request, why, decide));
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
            case ROUTING, CONNECTING, AWAITING, COLLECTING -> {
                cancel();
                LocalAnswer.of(why.status(), why.reason()).write(client.channel(), request.head, true);
                client.endGently();
            }
            case REPLACING, LISTENING, ANSWERED, DONE -> {
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

    /// The client has left. A tap may want to hear the upstream out; what is being collected goes on being so.
    void clientGone() {
        boolean working = state == State.STREAMING
                || state == State.COLLECTING
                || (state == State.AWAITING && requestBody.done() && !tapping.pending());
        var more = working && !worker().draining() ? tapping.abandoned() : Patience.NONE;
        if (more.isZero() || upstream == null) {
            cancel();
        } else {
            tapping.ending(Tap.End.CLIENT_GONE);
            state = state == State.COLLECTING ? State.COLLECTING : State.LISTENING;
            toClient.abandon();
            upstream.listenFor(more);
        }
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
            case ROUTING, CONNECTING, REPLACING -> {
                tapping.ending(Tap.End.FAILED);
                answer(LocalAnswer.of(504, "Gateway Timeout"));
            }
            case AWAITING, COLLECTING -> {
                if (client.inputEnded() && requestBody.done() && tapping.present()) {
                    // It counts as gone, but what it has begun goes on at the upstream, and the tap may care.
                    Channels.close(client.channel());
                    return;
                }
                dropUpstream();
                if (requestBody.done() || state == State.COLLECTING) {
                    failed(RelayFailure.RESPONSE_TIMEOUT);
                } else {
                    badRequestBody(new BadMessage(408, "the request body took too long"));
                }
            }
            case STREAMING -> {
                tapping.ending(client.inputEnded() ? Tap.End.CLIENT_GONE : Tap.End.UPSTREAM_BROKE);
                cut();
            }
            case LISTENING, ANSWERED, DONE -> {
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
        if (upstreamWriter != null) {
            upstreamWriter.abandon();
            upstreamWriter = null;
        }
    }

    /// Moves the deadline: something has happened.
    private void touch() {
        boolean awaiting = state == State.AWAITING;
        boolean started = awaiting || state == State.STREAMING;
        deadline = worker().in(
                        Patience.with(shared.config(), awaiting && requestBody.done(), started && client.inputEnded()));
    }

    private Meter meter() {
        return forward == null ? Meter.NONE : forward.meter();
    }
}
