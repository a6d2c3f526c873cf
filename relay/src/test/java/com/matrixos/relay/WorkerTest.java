package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WorkerTest {
    private static final Upstream NOWHERE = new Upstream.Tcp(InetSocketAddress.createUnresolved("localhost", 1));

    /// Due at once. Throws when it expires, as a connection does for which there is no memory to answer.
    private static final class Breaking implements Watched {
        private final long due = System.nanoTime();
        private final Worker worker;
        private final CountDownLatch abandoned = new CountDownLatch(1);

        Breaking(Worker worker) {
            this.worker = worker;
        }

        @Override
        public long deadline() {
            return due;
        }

        @Override
        public void expired() {
            throw new OutOfMemoryError("as thrown for direct memory");
        }

        @Override
        public void abandon() {
            worker.unwatch(this);
            abandoned.countDown();
        }

        @Override
        public void drain() {}
    }

    @Test
    void oneThatCannotExpireIsAbandonedAndKeepsNoOtherFromIt() throws Exception {
        var loop = new DefaultEventLoop();
        try {
            var shared = new Shared(
                    TestRelay.impatient("head"),
                    new OneRouter(NOWHERE, null),
                    Transport.NIO,
                    new TrustedProxies(List.of()),
                    SslContextBuilder.forClient().build(),
                    new LongAdder(),
                    1);
            var worker = new Worker(loop, shared);
            for (int round = 0; round < 2; round++) {
                var pair = List.of(new Breaking(worker), new Breaking(worker));
                loop.execute(() -> pair.forEach(worker::watch));
                for (Breaking each : pair) {
                    assertThat(each.abandoned.await(20, TimeUnit.SECONDS)).isTrue();
                }
            }
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
