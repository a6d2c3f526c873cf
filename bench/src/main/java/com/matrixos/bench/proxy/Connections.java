package com.matrixos.bench.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The connections to one target, made as they are needed and kept. Used on the client's event loop.
final class Connections {
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    /// Twice as many as any load needs of a target that keeps up; more would only fill its memory.
    private static final int MOST = 2_000;

    private final Bootstrap bootstrap;
    private final Set<Connection> all = new LinkedHashSet<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(EventLoop loop, Target target) {
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 13))
                .remoteAddress(target.address());
    }

    /// Makes a call on the connection that has been idle longest, so that none grows old enough for a server
    /// to give it up just when it is used.
    void call(Call call) {
        for (Connection free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
            if (free.isOpen()) {
                free.begin(call);
                return;
            }
            all.remove(free);
        }
        open(call);
    }

    void release(Connection connection) {
        idle.addLast(connection);
    }

    /// Closes all of them; calls that are not over fail.
    void close() {
        closed = true;
        // A call that fails takes its connection out of the set.
        List.copyOf(all).forEach(Connection::close);
        all.clear();
        idle.clear();
    }

    private void open(Call call) {
        if (all.size() >= MOST) {
            call.failed("over " + MOST + " calls at once");
            return;
        }
        var decoder = new StampedDecoder();
        var connection = new Connection(decoder, this);
        all.add(connection);
        bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(decoder, connection);
                    }
                })
                .connect()
                .addListener((ChannelFutureListener) connecting -> {
                    if (connecting.isSuccess() && !closed) {
                        connection.begin(call);
                    } else {
                        all.remove(connection);
                        var _ = connecting.channel().close();
                        call.failed("no connection: " + connecting.cause());
                    }
                });
    }
}
