package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/// A connection to an upstream: carries one exchange at a time and is pooled in between. Runs on its event loop only.
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements Watched {
    /// What is expected from the upstream.
    private enum State {
        /// Nothing: it is in the pool.
        IDLE,
        /// A response's head.
        HEAD,
        /// A response's body.
        BODY,
        CLOSED
    }

    private final Worker worker;
    private final Upstream upstream;
    private final HeadScanner scanner;
    private State state = State.IDLE;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable BodyReader body;
    private long deadline = NEVER;
    private boolean reused;
    private boolean reusable;

    UpstreamConnection(Worker worker, Upstream upstream) {
        this.worker = worker;
        this.upstream = upstream;
        var config = worker.shared.config();
        scanner = new HeadScanner(config.maxUriBytes(), config.maxHeadBytes());
    }

    Upstream upstream() {
        return upstream;
    }

    Channel channel() {
        return java.util.Objects.requireNonNull(channel);
    }

    /// Whether an earlier exchange has used it, so that the upstream may have closed it in the meantime.
    boolean reused() {
        return reused;
    }

    /// Whether nothing of a response has come yet.
    boolean silent() {
        return state == State.HEAD && !pending.isReadable();
    }

    /// Serves this exchange from now on.
    void begin(Exchange exchange) {
        this.exchange = exchange;
        state = State.HEAD;
        deadline = NEVER;
    }

    /// The exchange is over: back into the pool, or closed.
    void release(boolean keep) {
        exchange = null;
        body = null;
        boolean fit = keep
                && reusable
                && state == State.IDLE
                && !pending.isReadable()
                && channel().isActive();
        reused = true;
        if (fit && worker.keepIdle(this)) {
            deadline = worker.in(worker.shared.config().keepAliveTimeout().dividedBy(2));
            if (!channel().config().isAutoRead()) {
                channel().config().setAutoRead(true);
            }
        } else {
            Channels.close(channel());
        }
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

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.watch(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        if (pending.isReadable()) {
            pending = Channels.append(ctx.alloc(), pending, in);
        } else {
            pending.release();
            pending = in;
        }
        try {
            consume();
        } catch (BadMessage _) {
            fail(RelayFailure.BAD_RESPONSE);
        }
        if (!pending.isReadable()) {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.upstreamReadComplete();
        }
    }

    private void consume() {
        boolean progress = true;
        while (progress && pending.isReadable()) {
            progress = switch (state) {
                case HEAD -> head();
                case BODY -> body();
                case IDLE -> {
                    // Bytes nobody asked for: what they answer is anybody's guess, so the connection is poisoned.
                    Channels.close(channel());
                    yield drop();
                }
                case CLOSED -> drop();
            };
        }
    }

    private boolean drop() {
        pending.skipBytes(pending.readableBytes());
        return false;
    }

    private boolean head() {
        int length = scanner.scan(pending);
        if (length < 0 || exchange == null) {
            return false;
        }
        scanner.reset();
        var bytes = new byte[length];
        pending.readBytes(bytes);
        var response = ParsedResponse.parse(bytes, exchange.request().head);
        if (!response.last()) {
            exchange.interim(response);
            return true;
        }
        reusable = response.keepAlive();
        if (response.status == 101) {
            exchange.switched(response);
            return false;
        }
        body = new BodyReader(response.framing);
        state = State.BODY;
        exchange.responseHead(response);
        if (body != null && body.done()) {
            ended();
            exchange.responseEnd(BodyReader.NO_TRAILERS);
        }
        return true;
    }

    private boolean body() {
        if (body == null || exchange == null) {
            return drop();
        }
        int before = pending.readableBytes();
        body.read(pending, exchange.responseSink());
        return state == State.IDLE || pending.readableBytes() < before;
    }

    /// The response is complete; called before the exchange hears of it, since that may pool the connection.
    void ended() {
        state = State.IDLE;
        reusable = reusable && !pending.isReadable();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.upstreamWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            Channels.close(ctx.channel());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        worker.unwatch(this);
        worker.forgetIdle(this);
        if (state == State.BODY && body != null && body.endsWithConnection() && exchange != null) {
            ended();
            reusable = false;
            exchange.responseEnd(BodyReader.NO_TRAILERS);
        } else {
            fail(RelayFailure.DISCONNECTED);
        }
        state = State.CLOSED;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    private void fail(RelayFailure failure) {
        if (exchange != null) {
            var failed = exchange;
            exchange = null;
            failed.upstreamFailed(failure);
        }
        Channels.close(channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Channels.logUnexpected(cause);
        Channels.close(ctx.channel());
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void expired() {
        Channels.close(channel());
    }

    @Override
    public void drain() {
        if (exchange == null) {
            Channels.close(channel());
        }
    }
}
