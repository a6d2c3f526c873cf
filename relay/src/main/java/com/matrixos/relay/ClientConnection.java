package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A client's connection: reads one request after the other, and lets each be answered before it looks at the next.
/// Runs on its event loop only.
final class ClientConnection extends ChannelInboundHandlerAdapter implements Watched {
    /// What the connection is about.
    private enum State {
        /// Between requests; not a byte of the next one has come.
        IDLE,
        /// Part of a request's head has come.
        HEAD,
        /// A request is being dealt with by the exchange.
        EXCHANGE,
        /// The last answer is out; what still comes is dropped, so that the client gets to read it (a close with bytes
        /// unread would be a reset, which destroys the answer under way).
        LINGER,
        CLOSED
    }

    private static final Duration LINGER_TIME = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 1024 * 1024;

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
    private boolean consuming;
    private boolean inputEnded;
    private boolean draining;
    private int lingered;

    ClientConnection(Worker worker, Channel channel, InetSocketAddress peer) {
        this.worker = worker;
        this.channel = channel;
        this.peer = peer;
        var config = worker.shared.config();
        scanner = new HeadScanner(config.maxUriBytes(), config.maxHeadBytes());
        peerAddress = peer.getAddress().getHostAddress();
        trusted = worker.shared.trusted().contains(peer);
        deadline = worker.in(config.keepAliveTimeout());
    }

    Channel channel() {
        return channel;
    }

    Worker worker() {
        return worker;
    }

    String peerAddress() {
        return peerAddress;
    }

    /// Whether the client has ended its side.
    boolean inputEnded() {
        return inputEnded;
    }

    boolean draining() {
        return draining;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        if (pending.isReadable()) {
            pending = Channels.append(channel.alloc(), pending, in);
        } else {
            pending.release();
            pending = in;
        }
        consume();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientReadComplete();
        }
    }

    /// Deals with the bytes that are there, as far as they can be dealt with now. Never runs inside itself: an answer
    /// given at once comes back here, and the loop goes on with the next request.
    private void consume() {
        if (consuming) {
            return;
        }
        consuming = true;
        try {
            boolean progress = true;
            while (progress && pending.isReadable()) {
                progress = switch (state) {
                    case IDLE -> firstByte();
                    case HEAD -> head();
                    case EXCHANGE -> body();
                    case LINGER -> linger();
                    case CLOSED -> drop();
                };
            }
        } catch (BadMessage e) {
            refuse(e);
        } finally {
            consuming = false;
        }
        settle();
    }

    private void settle() {
        if (!pending.isReadable()) {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        }
        updateReading();
        if (inputEnded && (state == State.IDLE || state == State.HEAD)) {
            close();
        }
    }

    private boolean firstByte() {
        byte first = pending.getByte(pending.readerIndex());
        if (first == '\r') {
            // A blank line between requests is allowed (RFC 9112 §2.2).
            if (pending.readableBytes() < 2) {
                return false;
            }
            if (pending.getByte(pending.readerIndex() + 1) != '\n') {
                throw new BadMessage("a lone CR before a request");
            }
            pending.skipBytes(2);
            return true;
        }
        if (!Bytes.token(first)) {
            throw new BadMessage("not an HTTP request");
        }
        state = State.HEAD;
        deadline = worker.in(worker.shared.config().headTimeout());
        return true;
    }

    private boolean head() {
        int length = scanner.scan(pending);
        if (length < 0) {
            return false;
        }
        scanner.reset();
        var bytes = new byte[length];
        pending.readBytes(bytes);
        var request = ParsedRequest.parse(bytes, peer, trusted);
        state = State.EXCHANGE;
        deadline = NEVER;
        exchange = new Exchange(this, request);
        exchange.start();
        return true;
    }

    /// Hands the body on; bytes beyond it belong to the next request and wait.
    private boolean body() {
        return exchange != null && exchange.offer(pending);
    }

    private boolean linger() {
        lingered += pending.readableBytes();
        pending.skipBytes(pending.readableBytes());
        if (lingered > LINGER_BYTES) {
            close();
        }
        return false;
    }

    private boolean drop() {
        pending.skipBytes(pending.readableBytes());
        return false;
    }

    private void refuse(BadMessage e) {
        if (state == State.EXCHANGE && exchange != null) {
            exchange.badRequestBody(e);
            return;
        }
        LocalAnswer.of(e.status(), e.reason()).write(channel, false, true);
        channel.flush();
        endGently();
    }

    /// The exchange can take more, or is over: goes on with what waits.
    void resume() {
        consume();
    }

    /// The exchange is over and the connection goes on to the next request.
    void next() {
        exchange = null;
        state = State.IDLE;
        deadline = worker.in(worker.shared.config().keepAliveTimeout());
        if (draining) {
            endGently();
            return;
        }
        consume();
    }

    /// The last answer is written: ends our side, and waits a moment for the client to end its own.
    void endGently() {
        exchange = null;
        if (state == State.CLOSED) {
            return;
        }
        if (inputEnded) {
            state = State.LINGER;
            var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        state = State.LINGER;
        deadline = worker.in(LINGER_TIME);
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> Channels.endOutput(channel));
        consume();
    }

    /// Cuts the connection in a way the client cannot take for the end of an answer.
    void reset() {
        exchange = null;
        Channels.reset(channel);
    }

    void close() {
        Channels.close(channel);
    }

    /// The connection has become a tunnel and belongs to it, as do the bytes that came early.
    ByteBuf handOver() {
        state = State.CLOSED;
        exchange = null;
        worker.unwatch(this);
        ByteBuf early = pending;
        pending = Unpooled.EMPTY_BUFFER;
        return early;
    }

    /// Reads on only while what is read has somewhere to go; this is the back-pressure towards the client.
    void updateReading() {
        boolean read = state != State.EXCHANGE || exchange == null || exchange.takesFromClient(pending.isReadable());
        if (state != State.CLOSED && channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientWritable(channel.isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.EXCHANGE && exchange != null) {
                exchange.clientInputEnded();
            } else {
                close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        worker.unwatch(this);
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
        Channels.close(ctx.channel());
    }

    @Override
    public long deadline() {
        return state == State.EXCHANGE && exchange != null ? exchange.deadline() : deadline;
    }

    @Override
    public void expired() {
        switch (state) {
            case IDLE, LINGER, CLOSED -> close();
            case HEAD -> refuse(new BadMessage(408, "the request head took too long"));
            case EXCHANGE -> {
                if (exchange != null) {
                    exchange.expired();
                }
            }
        }
    }

    @Override
    public void drain() {
        draining = true;
        if (state == State.IDLE) {
            close();
        }
    }
}
