package com.matrixos.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;

/// A running relay. Safe for use from any thread.
public final class Relay implements AutoCloseable {
    private final EventLoopGroup group;
    private final Shared shared;
    private final IdentityHashMap<EventLoop, Worker> workers = new IdentityHashMap<>();
    private final List<Channel> listening = new CopyOnWriteArrayList<>();

    private final AtomicBoolean closing = new AtomicBoolean();

    private Relay(RelayConfig config, Router router, SslContext tls) {
        var trusted = new TrustedProxies(config.trustedProxies());
        int loops = Runtime.getRuntime().availableProcessors();
        var transport = Transport.best();
        group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("relay", true), transport.handlers());
        shared = new Shared(config, router, transport, trusted, tls, new LongAdder(), loops);
        for (EventExecutor loop : group) {
            workers.put((EventLoop) loop, new Worker((EventLoop) loop, shared));
        }
    }

    /// Starts the event loops; nothing listens yet.
    ///
    /// @throws IllegalArgumentException when a trusted proxy is not an address or CIDR block
    public static Relay start(RelayConfig config, Router router) {
        try {
            return start(config, router, SslContextBuilder.forClient().build());
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#start(RelayConfig,Router)], with another idea of whom to trust over TLS.
    static Relay start(RelayConfig config, Router router, SslContext tls) {
        return new Relay(config, router, tls);
    }

    /// Listens on an address, port 0 for any free one, and returns the address it got.
    ///
    /// @throws java.io.UncheckedIOException when it is taken
    public InetSocketAddress bind(InetSocketAddress address) {
        var bootstrap = new ServerBootstrap()
                .group(group)
                .channel(shared.transport().server)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Connector.WATER_MARKS)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(new IOException("cannot listen on " + address, bound.cause()));
        }
        listening.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /// Stops to listen on an address that [#bind] returned; connections that were made there go on. Does nothing when
    /// nobody listens there.
    public void unbind(InetSocketAddress address) {
        List<Channel> there = listening.stream()
                .filter(channel -> address.equals(channel.localAddress()))
                .toList();
        listening.removeAll(there);
        there.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    private void accept(Channel channel) {
        var worker = workers.get(channel.eventLoop());
        if (worker == null || !(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            Channels.close(channel);
            return;
        }
        channel.pipeline().addLast(new ClientConnection(worker, channel, peer));
    }

    /// How many exchanges and tunnels are open.
    public int open() {
        return shared.open().intValue();
    }

    /// Takes no new connections, cuts tunnels, lets other exchanges under way end within the grace period,
    /// then cuts the rest.
    public void close(Duration grace) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        for (Channel channel : listening) {
            channel.close().awaitUninterruptibly();
        }
        for (Worker worker : workers.values()) {
            worker.loop.execute(worker::drain);
        }
        awaitNoneOpen(System.nanoTime() + grace.toNanos());
        stop();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /// Not left to the loops' own end: it closes connections in any order, and now and then not at all.
    private void stop() {
        workers.values().stream()
                .map(worker -> worker.loop.submit(worker::stop))
                .toList()
                .forEach(told -> told.awaitUninterruptibly(1, TimeUnit.SECONDS));
    }

    private void awaitNoneOpen(long end) {
        while (open() > 0 && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
