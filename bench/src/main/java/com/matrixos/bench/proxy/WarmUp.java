package com.matrixos.bench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Calls as fast as a target answers them, before anything counts: all of them compile what runs often, and a
/// proxy that has just been started is not what people use. Used on the client's loop.
final class WarmUp {
    private static final int CALLERS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final Requests requests;
    private final long end;
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private int callers = CALLERS;
    private long answered;
    private String trouble = "";

    private WarmUp(Connections connections, Requests requests, Duration length) {
        this.connections = connections;
        this.requests = requests;
        this.end = System.nanoTime() + length.toNanos();
    }

    /// Calls for so long.
    ///
    /// @return how that went, in words
    static String run(EventLoop clients, Target target, Requests requests, Duration length)
            throws InterruptedException {
        var connections = new Connections(clients, target);
        var run = new WarmUp(connections, requests, length);
        clients.execute(() -> {
            for (int i = 0; i < CALLERS; i++) {
                run.next();
            }
        });
        String late = run.over
                .completeOnTimeout(
                        "calls that do not end", length.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return Stage.on(clients, () -> {
            connections.close();
            return run.answered + " calls " + run.trouble + late;
        });
    }

    private void next() {
        if (System.nanoTime() < end && trouble.isEmpty()) {
            connections.call(new Again());
        } else if (--callers == 0) {
            over.complete("");
        }
    }

    private final class Again implements Call {
        @Override
        public void write(Channel channel) {
            var _ = channel.writeAndFlush(requests.next(), channel.voidPromise());
        }

        @Override
        public void firstByte(long now) {}

        @Override
        public void done() {
            answered++;
            next();
        }

        @Override
        public void failed(String why) {
            trouble = why;
            next();
        }
    }
}
