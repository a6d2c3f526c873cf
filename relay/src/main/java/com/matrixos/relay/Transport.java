package com.matrixos.relay;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// How sockets are reached: Linux's epoll where its native library loads, the JDK's selectors elsewhere.
enum Transport {
    EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class, EpollDomainSocketChannel.class) {
        @Override
        IoHandlerFactory handlers() {
            return SteadyEpoll.newFactory();
        }

        @Override
        SocketAddress unix(Path path) {
            return new DomainSocketAddress(path.toFile());
        }
    },
    NIO(NioServerSocketChannel.class, NioSocketChannel.class, NioDomainSocketChannel.class) {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        SocketAddress unix(Path path) {
            return UnixDomainSocketAddress.of(path);
        }
    };

    final Class<? extends ServerChannel> server;
    final Class<? extends Channel> tcp;
    final Class<? extends Channel> unix;

    Transport(Class<? extends ServerChannel> server, Class<? extends Channel> tcp, Class<? extends Channel> unix) {
        this.server = server;
        this.tcp = tcp;
        this.unix = unix;
    }

    abstract IoHandlerFactory handlers();

    abstract SocketAddress unix(Path path);

    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }
}
