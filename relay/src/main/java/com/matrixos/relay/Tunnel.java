package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/// Two connections joined byte for byte after a 101. Each side's end is passed on by itself, so one may go
/// on sending after the other has stopped. Runs on one event loop.
final class Tunnel implements Watched {
    private final Worker worker;
    private final Channel client;
    private final Channel upstream;
    private final Meter meter;
    private long deadline;
    private long unsent;
    private int ended;
    private boolean closed;

    private Tunnel(Worker worker, Channel client, Channel upstream, Meter meter) {
        this.worker = worker;
        this.client = client;
        this.upstream = upstream;
        this.meter = meter;
        touch();
    }

    /// Takes over both connections, with the bytes that have come early.
    static void open(ClientConnection client, UpstreamConnection upstream, Meter meter) {
        var tunnel = new Tunnel(client.worker(), client.channel(), upstream.channel(), meter);
        boolean inputEnded = client.inputEnded();
        ByteBuf fromClient = client.handOver();
        ByteBuf fromUpstream = upstream.handOver();
        tunnel.worker.watch(tunnel);
        var clientSide = new Side(tunnel, tunnel.upstream, true);
        var upstreamSide = new Side(tunnel, tunnel.client, false);
        var _ = tunnel.client.pipeline().replace(client, "tunnel", clientSide);
        var _ = tunnel.upstream.pipeline().replace(upstream, "tunnel", upstreamSide);
        clientSide.early(fromClient);
        upstreamSide.early(fromUpstream);
        Channels.reading(tunnel.client, tunnel.upstream.isWritable());
        Channels.reading(tunnel.upstream, tunnel.client.isWritable());
        if (inputEnded) {
            tunnel.halfClosed(tunnel.upstream);
        }
    }

    private void touch() {
        deadline = worker.in(worker.shared.config().idleTimeout());
    }

    /// One side has ended: what it sent goes out, then the other side hears of the end. When both have,
    /// all is over.
    private void halfClosed(Channel other) {
        Channels.flushThen(other, () -> {
            ended++;
            if (ended == 2) {
                close();
            } else {
                Channels.endOutput(other);
            }
        });
    }

    private void close() {
        Channels.close(client);
        Channels.close(upstream);
        if (!closed) {
            closed = true;
            worker.unwatch(this);
            worker.shared.open().decrement();
            meter.closed();
        }
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void expired() {
        long left = Channels.unsent(client) + Channels.unsent(upstream);
        if (left == unsent) {
            close();
        } else {
            // Somebody reads, if slowly: that is bytes moving, too.
            unsent = left;
            touch();
        }
    }

    @Override
    public void abandon() {
        close();
    }

    /// A tunnel has no end to wait for, so it is cut at once and its client can come back sooner.
    @Override
    public void drain() {
        close();
    }

    /// One connection's incoming bytes.
    private static final class Side extends ChannelInboundHandlerAdapter {
        private final Tunnel tunnel;
        private final Channel other;
        private final boolean fromClient;

        Side(Tunnel tunnel, Channel other, boolean fromClient) {
            this.tunnel = tunnel;
            this.other = other;
            this.fromClient = fromClient;
        }

        void early(ByteBuf bytes) {
            if (bytes.isReadable()) {
                pass(bytes);
            } else {
                bytes.release();
            }
            other.flush();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            pass((ByteBuf) message);
        }

        private void pass(ByteBuf bytes) {
            int length = bytes.readableBytes();
            tunnel.touch();
            if (fromClient) {
                tunnel.meter.received(length);
            } else {
                tunnel.meter.sent(length);
            }
            Channels.write(other, bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            Channels.reading(other, ctx.channel().isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                tunnel.halfClosed(other);
            }
        }

        /// The whole connection is gone: what it sent still reaches the other side, which then ends too.
        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            Channels.flushThen(other, tunnel::close);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Channels.logUnexpected(cause);
            Channels.close(ctx.channel());
        }
    }
}
