package com.matrixos.bench.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// What every measurement needs: the loop that plays the clients, and the mock on a loop of its own. Both are
/// in this process, so times taken on either compare.
///
/// @param clients runs all connections to the targets
/// @param mock what the targets ask
record Stage(EventLoop clients, MockAnthropic mock) {
    static Stage open(int mockPort) throws InterruptedException {
        return new Stage(loop("clients"), MockAnthropic.start(loop("mock"), mockPort));
    }

    /// Does something on a loop and waits for it.
    static <T> T on(EventLoop loop, Callable<T> work) throws InterruptedException {
        try {
            return loop.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Of a daemon thread, so that nothing has to be closed at the end.
    private static EventLoop loop(String name) {
        var threads = new DefaultThreadFactory(name, true);
        return new MultiThreadIoEventLoopGroup(1, threads, EpollIoHandler.newFactory()).next();
    }
}
