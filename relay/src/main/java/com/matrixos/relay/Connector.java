package com.matrixos.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens connections to upstreams, on the event loop of the exchange that wants one.
final class Connector {
    /// Told how it went, on the event loop.
    interface Caller {
        void connected(UpstreamConnection connection);

        void notConnected(RelayFailure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final Worker worker;
    private final Upstream upstream;
    private final Caller caller;

    private Connector(Worker worker, Upstream upstream, Caller caller) {
        this.worker = worker;
        this.upstream = upstream;
        this.caller = caller;
    }

    static void connect(Worker worker, Upstream upstream, Caller caller) {
        var connector = new Connector(worker, upstream, caller);
        var transport = worker.shared.transport();
        switch (upstream) {
            case Upstream.Tcp(var address)
            when address.isUnresolved() -> connector.lookUp(address.getHostString(), address.getPort());
            case Upstream.Tcp(var address) -> connector.open(transport.tcp, address);
            case Upstream.Tls(var host, var port) -> connector.lookUp(host, port);
            case Upstream.Unix(var path) -> connector.open(transport.unix, transport.unix(path));
        }
    }

    /// Names are looked up on a virtual thread, since the JDK's resolver blocks.
    private void lookUp(String host, int port) {
        Thread.ofVirtual().name("lookup").start(() -> {
            InetAddress address = address(host);
            worker.loop.execute(() -> {
                if (address == null) {
                    caller.notConnected(RelayFailure.REFUSED);
                } else {
                    open(worker.shared.transport().tcp, new InetSocketAddress(address, port));
                }
            });
        });
    }

    private static @Nullable InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private void open(Class<? extends Channel> type, SocketAddress address) {
        var bootstrap = new Bootstrap()
                .group(worker.loop)
                .channel(type)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        worker.shared.config().connectTimeout().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, !(upstream instanceof Upstream.Tls))
                // An upstream that hangs up on a body it does not want has often answered: a failed write must leave
                // that answer to be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (upstream instanceof Upstream.Tls(var host, var port)) {
                            channel.pipeline().addLast(tls(channel, host, port));
                        }
                        channel.pipeline().addLast(new UpstreamConnection(worker, upstream, channel));
                    }
                });
        if (!(upstream instanceof Upstream.Unix)) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        bootstrap.connect(address).addListener((ChannelFuture future) -> opened(future));
    }

    private SslHandler tls(Channel channel, String host, int port) {
        var handler = worker.shared.tls().newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(
                worker.shared.config().connectTimeout().toMillis());
        return handler;
    }

    private void opened(ChannelFuture future) {
        if (!future.isSuccess()) {
            caller.notConnected(
                    future.cause() instanceof ConnectTimeoutException
                            ? RelayFailure.CONNECT_TIMEOUT
                            : RelayFailure.REFUSED);
            return;
        }
        var connection = future.channel().pipeline().get(UpstreamConnection.class);
        var tls = future.channel().pipeline().get(SslHandler.class);
        if (tls == null) {
            caller.connected(connection);
            return;
        }
        tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                caller.connected(connection);
            } else {
                LOG.warn(
                        "TLS handshake failed upstream={} reason={}",
                        upstream,
                        handshake.cause().getMessage());
                Channels.close(future.channel());
                caller.notConnected(
                        handshake.cause() instanceof SslHandshakeTimeoutException
                                ? RelayFailure.CONNECT_TIMEOUT
                                : RelayFailure.BAD_RESPONSE);
            }
        });
    }

    /// A slow reader makes us hold at most the upper mark, plus what one read brings.
    static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
}
