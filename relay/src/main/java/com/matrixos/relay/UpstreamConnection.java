package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection to an upstream: carries one exchange at a time and is pooled in between. Runs on its event
/// loop only.
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements Watched {
    /// What is expected from the upstream.
    private enum State {
        /// Nothing: no exchange yet, or the answer is complete, or it is in the pool. Whatever comes is a
        /// fault.
        IDLE,
        /// A response's head.
        HEAD,
        /// A response's body.
        BODY,
        /// The channel is closed, or has become a tunnel's.
        GONE
    }

    private final Worker worker;
    private final Upstream upstream;
    private final Channel channel;
    private final HeadScanner scanner;
    private State state = State.IDLE;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable Exchange exchange;
    private BodyReader body = new BodyReader(Framing.NONE);
    private long deadline = NEVER;
    private boolean reused;
    private boolean reusable;
    private boolean pooled;

    UpstreamConnection(Worker worker, Upstream upstream, Channel channel) {
        this.worker = worker;
        this.upstream = upstream;
        this.channel = channel;
        var config = worker.shared.config();
        scanner = new HeadScanner(config.maxUriBytes(), config.maxHeadBytes());
    }

    Upstream upstream() {
        return upstream;
    }

    Channel channel() {
        return channel;
    }

    /// Whether an earlier exchange has used it and it has died without a word of a response, so that the
    /// upstream may have closed it in the meantime.
    boolean deadFromThePool(RelayFailure why) {
        return why == RelayFailure.DISCONNECTED && reused && state == State.HEAD && !pending.isReadable();
    }

    /// Serves this exchange from now on.
    void begin(Exchange exchange) {
        this.exchange = exchange;
        state = State.HEAD;
        deadline = NEVER;
        pooled = false;
    }

    /// The exchange is over: back into the pool, or closed.
    ///
    /// @param keep whether the exchange has left the connection clean
    void release(boolean keep) {
        exchange = null;
        boolean fit = keep && reusable && state == State.IDLE && !pending.isReadable() && channel.isActive();
        reused = true;
        if (fit && worker.keepIdle(this)) {
            pooled = true;
            deadline = worker.in(worker.shared.config().keepAliveTimeout().dividedBy(2));
            Channels.reading(channel, true);
        } else {
            Channels.close(channel);
        }
    }

    /// Nobody waits for the answer any more, but it is listened to for so much longer.
    void listenFor(Duration time) {
        deadline = worker.in(time);
        Channels.reading(channel, true);
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

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        pending = Channels.append(ctx.alloc(), pending, (ByteBuf) message);
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
            int bytes = pending.readableBytes();
            switch (state) {
                case HEAD -> head();
                case BODY -> body();
                case IDLE -> {
                    // Nobody asked for this, so whatever follows could be taken for the answer to another's question.
                    Channels.close(channel);
                    pending.skipBytes(bytes);
                }
                case GONE -> pending.skipBytes(bytes);
            }
            progress = pending.readableBytes() < bytes && state != State.GONE;
        }
    }

    private void head() {
        int length = scanner.scan(pending);
        if (length < 0 || exchange == null) {
            return;
        }
        scanner.reset();
        var bytes = new byte[length];
        pending.readBytes(bytes);
        var response = ParsedResponse.parse(bytes, exchange.request.head);
        if (response.status == 101) {
            exchange.switched(response, this);
        } else if (!response.last()) {
            exchange.interim(response);
        } else {
            reusable = response.keepAlive();
            body = new BodyReader(response.framing);
            state = State.BODY;
            exchange.responseHead(response);
            if (exchange != null && body.done()) {
                state = State.IDLE;
                exchange.responseSink.end(BodyReader.NO_TRAILERS);
            }
        }
    }

    private void body() {
        if (exchange == null) {
            pending.skipBytes(pending.readableBytes());
            return;
        }
        body.read(pending, exchange.responseSink);
        if (body.done()) {
            state = State.IDLE;
        }
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
            Channels.close(channel);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        worker.unwatch(this);
        if (pooled) {
            worker.forgetIdle(this);
        }
        if (state == State.BODY && body.endsWithConnection() && exchange != null) {
            exchange.responseSink.end(BodyReader.NO_TRAILERS);
            state = State.IDLE;
        }
        if (state == State.IDLE && exchange != null) {
            exchange.upstreamReadComplete();
        } else {
            fail(RelayFailure.DISCONNECTED);
        }
        state = State.GONE;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    private void fail(RelayFailure failure) {
        if (exchange != null) {
            var failed = exchange;
            exchange = null;
            failed.upstreamFailed(this, failure);
        }
        Channels.close(channel);
    }

    /// A failed write is not the end while an answer is awaited: it may have come already, and if it has
    /// not, the end of the input follows.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Channels.logUnexpected(cause);
        boolean awaited = exchange != null && state != State.IDLE;
        if (!awaited || !Channels.onlyOutputEnded(channel)) {
            Channels.close(channel);
        }
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void expired() {
        Channels.close(channel);
    }

    @Override
    public void abandon() {
        Channels.close(channel);
    }

    @Override
    public void drain() {
        if (pooled) {
            Channels.close(channel);
        }
    }
}
