package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A client's connection: reads one request after the other, and lets each be answered before it looks at
/// the next. Runs on its event loop only.
final class ClientConnection extends ChannelInboundHandlerAdapter implements Watched {
    /// What the connection is about.
    private enum State {
        /// Between requests; not a byte of the next one has come.
        IDLE,
        /// Part of a request's head has come.
        HEAD,
        /// A request is being dealt with by the exchange.
        EXCHANGE,
        /// The last answer is on its way; what still comes is dropped, so that the client gets to read the
        /// answer (a close with bytes unread would be a reset, which destroys it).
        LINGER,
        /// The channel is closed, or has become a tunnel's.
        GONE
    }

    private static final Duration LINGER_TIME = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 32 * 1024 * 1024;

    private final Worker worker;
    private final Channel channel;
    private final HeadScanner scanner;
    private final InetSocketAddress peer;
    private final String peerAddress;
    private final boolean trusted;
    private State state = State.IDLE;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable Exchange exchange;
    private long deadline;
    private long unsent;
    private int lingered;
    private boolean reading;
    private boolean consuming;
    private boolean inputEnded;
    private boolean draining;

    ClientConnection(Worker worker, Channel channel, InetSocketAddress peer) {
        this.worker = worker;
        this.channel = channel;
        this.peer = peer;
        var config = worker.shared.config();
        scanner = new HeadScanner(config.maxUriBytes(), config.maxHeadBytes());
        peerAddress = Channels.text(peer);
        trusted = worker.shared.trusted().contains(peer);
        deadline = worker.in(config.keepAliveTimeout());
    }

    Channel channel() {
        return channel;
    }

    /// Ends the connection and all that is under way on it, a tunnel included. From any thread.
    void cut() {
        channel.eventLoop().execute(() -> Channels.close(channel));
    }

    Worker worker() {
        return worker;
    }

    String peerAddress() {
        return peerAddress;
    }

    /// Whether the client has ended its side. It may still want what it asked for.
    boolean inputEnded() {
        return inputEnded;
    }

    /// Whether no further request can or should follow the present one.
    boolean lastRequest() {
        return worker.draining() || draining || (inputEnded && !pending.isReadable());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.watch(this);
        draining = worker.draining();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        pending = Channels.append(channel.alloc(), pending, (ByteBuf) message);
        consume();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (exchange != null) {
            exchange.clientReadComplete();
        }
    }

    /// Whether more bytes may be handed over at once, and [Exchange#clientReadComplete] after them.
    boolean reading() {
        return reading;
    }

    /// Deals with the bytes that are there, as far as they can be dealt with now. Never runs inside
    /// itself: an answer given at once comes back here, and the loop goes on with the next request.
    void consume() {
        if (consuming) {
            return;
        }
        consuming = true;
        try {
            boolean progress = true;
            while (progress && pending.isReadable()) {
                int bytes = pending.readableBytes();
                var before = state;
                step();
                progress = pending.readableBytes() < bytes || state != before;
            }
        } catch (BadMessage e) {
            refuse(e);
        } finally {
            consuming = false;
        }
        settle();
    }

    private void step() {
        switch (state) {
            case IDLE -> firstByte();
            case HEAD -> head();
            case EXCHANGE -> {
                if (exchange != null) {
                    exchange.offer(pending);
                }
            }
            case LINGER -> linger();
            case GONE -> pending.skipBytes(pending.readableBytes());
        }
    }

    private void settle() {
        if (!pending.isReadable()) {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        }
        if (inputEnded) {
            switch (state) {
                // What is left is at best half a request.
                case IDLE, HEAD -> endGently();
                case EXCHANGE -> {
                    if (exchange != null) {
                        exchange.clientInputEnded();
                    }
                }
                case LINGER, GONE -> {}
            }
        }
        updateReading();
    }

    private void firstByte() {
        byte first = pending.getByte(pending.readerIndex());
        if (first == '\r') {
            blankLine();
        } else if (!Bytes.token(first)) {
            throw new BadMessage("not an HTTP request");
        } else if (channel.isWritable()) {
            state = State.HEAD;
            deadline = worker.in(worker.shared.config().headTimeout());
        }
        // Else the client asks without reading the answers: it is not listened to until it does.
    }

    /// A blank line between requests is allowed (RFC 9112 §2.2).
    private void blankLine() {
        if (pending.readableBytes() >= 2) {
            if (pending.getByte(pending.readerIndex() + 1) != '\n') {
                throw new BadMessage("a lone CR before a request");
            }
            pending.skipBytes(2);
        }
    }

    private void head() {
        int length = scanner.scan(pending);
        if (length < 0) {
            worker.unfinished.holds(this, pending.capacity());
            return;
        }
        worker.unfinished.over(this);
        scanner.reset();
        var bytes = new byte[length];
        pending.readBytes(bytes);
        var request = ParsedRequest.parse(bytes, peer, trusted);
        state = State.EXCHANGE;
        exchange = new Exchange(this, request);
        exchange.start();
    }

    private void linger() {
        lingered += pending.readableBytes();
        pending.skipBytes(pending.readableBytes());
        if (lingered > LINGER_BYTES) {
            Channels.close(channel);
        }
    }

    private void refuse(BadMessage e) {
        if (exchange != null) {
            exchange.badRequestBody(e);
        } else {
            LocalAnswer.of(e.status(), e.reason()).write(channel, false, true);
            endGently();
        }
    }

    /// The exchange is over and the connection goes on to the next request.
    void next() {
        exchange = null;
        state = State.IDLE;
        unsent = 0;
        deadline = worker.in(worker.shared.config().keepAliveTimeout());
        if (draining && !pending.isReadable()) {
            endGently();
        } else {
            consume();
        }
    }

    /// The last answer is written: sends what is not sent yet, ends our side, and waits a moment for the
    /// client to end its own.
    void endGently() {
        if (state == State.LINGER || state == State.GONE) {
            return;
        }
        exchange = null;
        state = State.LINGER;
        worker.unfinished.over(this);
        unsent = 0;
        deadline = worker.in(worker.shared.config().idleTimeout());
        Channels.flushThen(channel, () -> {
            if (inputEnded) {
                Channels.close(channel);
            } else {
                deadline = worker.in(LINGER_TIME);
                Channels.endOutput(channel);
            }
        });
        consume();
    }

    /// Cuts the connection in a way the client cannot take for the end of an answer.
    void reset() {
        exchange = null;
        Channels.reset(channel);
    }

    /// The connection has become a tunnel and belongs to it, as do the bytes that came early.
    ByteBuf handOver() {
        state = State.GONE;
        exchange = null;
        worker.unwatch(this);
        ByteBuf early = pending;
        pending = Unpooled.EMPTY_BUFFER;
        return early;
    }

    /// Reads on only while what is read has somewhere to go; this is the back-pressure towards the client.
    void updateReading() {
        boolean read = switch (state) {
            case IDLE -> channel.isWritable();
            case EXCHANGE -> exchange == null || exchange.takesFromClient(pending.isReadable());
            case HEAD, LINGER, GONE -> true;
        };
        Channels.reading(channel, read);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientWritable();
        } else if (channel.isWritable()) {
            consume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            if (state == State.LINGER) {
                Channels.flushThen(channel, () -> Channels.close(channel));
            } else {
                consume();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.GONE;
        worker.unwatch(this);
        worker.unfinished.over(this);
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
        if (exchange != null) {
            var cancelled = exchange;
            exchange = null;
            cancelled.clientGone();
        }
    }

    /// Reading or writing failed: the connection is of no more use, and closing it tells the exchange.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Channels.logUnexpected(cause);
        Channels.close(channel);
    }

    @Override
    public long deadline() {
        return state == State.EXCHANGE && exchange != null ? exchange.deadline() : deadline;
    }

    @Override
    public void expired() {
        switch (state) {
            case IDLE, LINGER -> closeUnlessSending();
            case HEAD -> refuse(new BadMessage(408, "the request head took too long"));
            case EXCHANGE -> {
                if (exchange != null) {
                    exchange.expired();
                }
            }
            case GONE -> {}
        }
    }

    /// A client that still reads the last answer, however slowly, is not idle.
    private void closeUnlessSending() {
        long left = Channels.unsent(channel);
        if (left == unsent) {
            Channels.close(channel);
        } else {
            unsent = left;
            deadline = worker.in(worker.shared.config().keepAliveTimeout());
        }
    }

    @Override
    public void abandon() {
        Channels.close(channel);
    }

    @Override
    public void stop() {
        if (exchange != null) {
            exchange.stopped();
            Channels.close(channel);
        }
    }

    @Override
    public void drain() {
        draining = true;
        if (state == State.IDLE) {
            endGently();
        }
    }
}
