package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from the parsed head to the last byte, through the states of [ExchangeState]. Runs on
/// its client's event loop only.
final class Exchange implements Connector.Caller, Routing.Traveller {
    private final ClientConnection client;
    final ParsedRequest request;
    private final BodyReader requestBody;
    private final ToClient toClient;
    private final ToUpstream toUpstream = new ToUpstream();
    private final Routing routing;
    private final OwnAnswer ownAnswer;
    private final Silence silence;
    private ExchangeState state = ExchangeState.ROUTING;
    private Verdict.@Nullable Forward forward;
    private Tapping tapping = Tapping.NONE;
    private boolean retried;
    private boolean responseDone;

    Exchange(ClientConnection client, ParsedRequest request) {
        this.client = client;
        this.request = request;
        requestBody = new BodyReader(request.framing);
        toClient = new ToClient(client, request);
        routing = new Routing(client.worker(), request, this);
        ownAnswer = new OwnAnswer(client, request, requestBody, toClient, this::done);
        silence = new Silence(client.worker(), client.channel(), toUpstream);
    }

    Worker worker() {
        return client.worker();
    }

    long deadline() {
        return silence.deadline();
    }

    // ---- 1. Where to

    void start() {
        worker().shared.open().increment();
        touch();
        routing.start();
    }

    @Override
    public boolean waits() {
        return state == ExchangeState.ROUTING;
    }

    @Override
    public void forward(Verdict.Forward to) {
        meter().closed();
        tapping.ended(Tap.End.FAILED);
        forward = to;
        tapping = Tapping.of(to.tap());
        to.meter().opened(client::cut);
        state = ExchangeState.CONNECTING;
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
        if (state != ExchangeState.CONNECTING) {
            connection.release(false);
            return;
        }
        if (!connection.channel().isActive()) {
            failed(RelayFailure.REFUSED);
            return;
        }
        toUpstream.begin(connection, request.framing.kind() == Framing.Kind.CHUNKED);
        connection.begin(this);
        state = ExchangeState.AWAITING;
        try {
            RequestWriter.write(
                    toUpstream.writer(),
                    request,
                    Objects.requireNonNull(forward).edits(),
                    client.peerAddress());
        } catch (IllegalArgumentException e) {
            toUpstream.drop();
            state = ExchangeState.ROUTING;
            routing.broke(e);
            return;
        }
        touch();
        if (!requestBody.done()) {
            client.consume();
        }
        releaseHeld();
        toUpstream.flushUnless(client.reading());
    }

    @Override
    public void notConnected(RelayFailure why) {
        if (state == ExchangeState.CONNECTING) {
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
            case ANSWERED, REPLACING -> ownAnswer.drop(pending);
            case ROUTING, CONNECTING, LISTENING, DONE -> {}
        }
    }

    /// Whether the client's bytes have somewhere to go.
    ///
    /// @param waiting whether some wait already
    boolean takesFromClient(boolean waiting) {
        if (requestBody.done() || !state.hasWay()) {
            return !waiting;
        }
        return toUpstream.writable();
    }

    void clientReadComplete() {
        toUpstream.flush();
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
            toUpstream.flushUnless(client.reading());
            touch();
        }
    };

    /// The tap has said whether the request may be completed. An upstream that has answered already, or is
    /// being connected to once more, gets the rest all the same.
    private void permitted(Tap.Permit permit) {
        if (state == ExchangeState.DONE) {
            return;
        }
        switch (permit) {
            case Tap.Permit.Granted() -> {
                tapping.grant();
                releaseHeld();
                toUpstream.flushUnless(client.reading());
                touch();
            }
            case Tap.Permit.Refused(var answer)
            when state == ExchangeState.AWAITING || state == ExchangeState.CONNECTING -> {
                tapping.ending(Tap.End.REFUSED);
                toUpstream.drop();
                answer(LocalAnswer.of(answer));
            }
            case Tap.Permit.Refused _ -> {}
        }
    }

    private void releaseHeld() {
        if (toUpstream.present()) {
            tapping.release(toUpstream);
        }
    }

    // ---- 3. The answer's way

    /// An answer before the answer (100, 103): handed on to clients that can know of it.
    void interim(ParsedResponse response) {
        touch();
        if (request.http11) {
            toClient.interim(response);
        }
    }

    /// The upstream speaks another protocol from now on.
    ///
    /// @throws BadMessage when nobody asked for that
    void switched(ParsedResponse response, UpstreamConnection from) {
        if (!request.upgrade()) {
            throw new BadMessage("101 to a request that asked for no upgrade");
        }
        toClient.interim(response);
        toClient.flush();
        state = ExchangeState.DONE;
        var _ = toUpstream.take();
        tapping.ended(Tap.End.COMPLETE);
        Tunnel.open(client, from, meter());
    }

    void responseHead(ParsedResponse response) {
        switch (tapping.answered(response)) {
            case Tap.Handling.Stream _ when state == ExchangeState.LISTENING -> {}
            case Tap.Handling.Collect _ when state == ExchangeState.LISTENING -> cancel();
            case Tap.Handling.Stream(var edits) -> stream(response, edits);
            case Tap.Handling.Collect _ -> {
                state = ExchangeState.COLLECTING;
                touch();
            }
        }
    }

    private void stream(ParsedResponse response, @Nullable ResponseEdits edits) {
        state = ExchangeState.STREAMING;
        toClient.head(
                response, requestBody.done(), Objects.requireNonNull(forward).privateByDefault(), edits);
        touch();
    }

    final BodyReader.Sink responseSink = new BodyReader.Sink() {
        @Override
        public void data(ByteBuf piece) {
            meter().sent(piece.readableBytes());
            if (responseDone) {
                piece.release();
            } else if (state == ExchangeState.COLLECTING) {
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
        if (state == ExchangeState.LISTENING) {
            piece.release();
            responseDone |= cut != null;
        } else if (cut == null) {
            toClient.data(piece);
        } else {
            tapping.ending(Tap.End.CUT);
            toClient.cut(piece, cut);
            endAnswer(BodyReader.NO_TRAILERS);
        }
    }

    private void endAnswer(byte[] trailers) {
        responseDone = true;
        if (state == ExchangeState.STREAMING) {
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
        if (state == ExchangeState.LISTENING || state == ExchangeState.COLLECTING) {
            return;
        }
        toClient.flush();
        if (!toClient.writable()) {
            toUpstream.reading(false);
        }
    }

    void clientWritable() {
        toUpstream.reading(toClient.writable());
    }

    // ---- 4. The end

    /// Both messages are through. The books are closed before the last bytes leave, so that who has read the answer
    /// finds them closed.
    private void finish() {
        toClient.write();
        boolean whole = requestBody.done() && !tapping.pending();
        tapping.ending(Tap.End.COMPLETE);
        var used = toUpstream.take();
        done();
        used.release(whole);
        toClient.over(whole);
    }

    /// The collected answer is complete: the tap says what the client gets.
    private void replace() {
        state = ExchangeState.REPLACING;
        toUpstream.take().release(requestBody.done() && !tapping.pending());
        tapping.ending(Tap.End.COMPLETE);
        touch();
        tapping.collected(new Decision<>(worker().loop, this::replaced));
    }

    private void replaced(Verdict.Respond answer) {
        if (state == ExchangeState.REPLACING && !client.channel().isActive()) {
            done();
        } else if (state == ExchangeState.REPLACING) {
            answer(LocalAnswer.of(answer));
        }
    }

    /// What the client no longer waited for has come to its end.
    private void heardOut() {
        var used = toUpstream.take();
        done();
        used.release(true);
    }

    private void done() {
        if (state != ExchangeState.DONE) {
            state = ExchangeState.DONE;
            toClient.abandon();
            worker().shared.open().decrement();
            meter().closed();
            tapping.ended(Tap.End.CLIENT_GONE);
        }
    }

    @Override
    public void answer(LocalAnswer answer) {
        state = ExchangeState.ANSWERED;
        silence.ends(worker().shared.config().headTimeout());
        ownAnswer.give(answer);
    }

    // ---- 5. What goes wrong

    /// The upstream's connection died or spoke nonsense. It is closed already, or will be by the caller.
    void upstreamFailed(UpstreamConnection died, RelayFailure why) {
        toUpstream.lost();
        tapping.failed(died.deadFromThePool(why));
        if (state == ExchangeState.LISTENING || !client.channel().isActive()) {
            done();
        } else if (state == ExchangeState.STREAMING) {
            tapping.ending(Tap.End.UPSTREAM_BROKE);
            cut();
        } else if (died.deadFromThePool(why) && mayRetry()) {
            retried = true;
            state = ExchangeState.CONNECTING;
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
        return !retried && !toUpstream.bodySent() && requestBody.done() && (tapping.pending() || request.idempotent());
    }

    private void failed(RelayFailure why) {
        state = ExchangeState.ROUTING;
        tapping.ending(Tap.End.FAILED);
        touch();
        routing.failed(why);
    }

    /// The answer breaks off in the middle, and the client must notice.
    private void cut() {
        toClient.flush();
        cancel();
        toClient.broken();
    }

    /// The request's body is malformed, or breaks off.
    void badRequestBody(BadMessage why) {
        switch (state) {
            case STREAMING -> cut();
            case ROUTING, CONNECTING, AWAITING, COLLECTING -> {
                cancel();
                toClient.refuse(why);
            }
            case REPLACING, LISTENING, ANSWERED, DONE -> giveUp();
        }
    }

    /// The client has ended its side, and all it sent has been offered here.
    void clientInputEnded() {
        if (state.hasWay() && !requestBody.done()) {
            badRequestBody(new BadMessage("the request breaks off"));
        } else {
            touch();
        }
    }

    /// The client has left. A tap may want to hear the upstream out; what is being collected goes on being so.
    void clientGone() {
        boolean asked = state == ExchangeState.AWAITING && requestBody.done() && !tapping.pending();
        boolean heard = (asked || state.isAnswering()) && !worker().draining();
        var more = heard ? tapping.abandoned() : Patience.NONE;
        if (more.isZero() || !toUpstream.present()) {
            cancel();
        } else {
            tapping.ending(Tap.End.CLIENT_GONE);
            state = state == ExchangeState.COLLECTING ? ExchangeState.COLLECTING : ExchangeState.LISTENING;
            toClient.abandon();
            toUpstream.listenFor(more);
        }
    }

    /// Nothing has come for too long.
    void expired() {
        if (silence.isReading()) {
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
                toUpstream.drop();
                if (requestBody.done() || state == ExchangeState.COLLECTING) {
                    failed(RelayFailure.RESPONSE_TIMEOUT);
                } else {
                    badRequestBody(new BadMessage(408, "the request body took too long"));
                }
            }
            case STREAMING -> {
                tapping.ending(client.inputEnded() ? Tap.End.CLIENT_GONE : Tap.End.UPSTREAM_BROKE);
                cut();
            }
            case LISTENING, ANSWERED, DONE -> giveUp();
        }
    }

    /// The relay itself cuts it.
    void stopped() {
        tapping.ending(Tap.End.STOPPED);
    }

    private void giveUp() {
        cancel();
        client.endGently();
    }

    private void cancel() {
        toUpstream.drop();
        done();
    }

    /// Moves the deadline: something has happened.
    private void touch() {
        boolean awaiting = state == ExchangeState.AWAITING;
        boolean started = awaiting || state == ExchangeState.STREAMING;
        silence.ends(Patience.with(
                worker().shared.config(), awaiting && requestBody.done(), started && client.inputEnded()));
    }

    private Meter meter() {
        return forward == null ? Meter.NONE : forward.meter();
    }
}
