package com.matrixos.bench.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;

/// Stands in for Anthropic, as lightly as it can: requests are read to their end and not looked into, and
/// answers are ready-made bytes. One event loop, of its own.
final class MockAnthropic {
    private static final int BACKLOG = 4_096;

    private final EventLoop loop;
    private final Pacer pacer;
    private volatile Script script = new Script.Message();
    private long ids;

    private MockAnthropic(EventLoop loop) {
        this.loop = loop;
        this.pacer = new Pacer(loop);
    }

    /// Listens on 127.0.0.1.
    static MockAnthropic start(EventLoop loop, int port) throws InterruptedException {
        var mock = new MockAnthropic(loop);
        new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 16))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new MockConnection(mock));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .sync();
        return mock;
    }

    /// How requests that begin from now on are answered.
    void answer(Script script) {
        this.script = script;
    }

    Script script() {
        return script;
    }

    /// Makes the ids of messages and requests different from each other, as a ledger may insist. On the loop
    /// only.
    long nextId() {
        return ++ids;
    }

    /// Sends the events of held streams; to be used on [#loop].
    Pacer pacer() {
        return pacer;
    }

    EventLoop loop() {
        return loop;
    }
}
