package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawServer;
import com.matrixos.testkit.sockets.RawSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Long bodies: in flat memory, and no faster in than out.
final class StreamsTest {
    private static final int BLOCK = 65_536;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// The relay in a process of its own, too small to hold more than a few megabytes of anything.
    private static final class SmallProcess implements AutoCloseable {
        private final Process process;
        private final InetSocketAddress address;

        SmallProcess(RawServer upstream) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-XX:MaxDirectMemorySize=32m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StreamsTest.class.getName(),
                            Integer.toString(upstream.address().getPort())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    Integer.parseInt(process.inputReader().readLine()));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /// The small process: relays everything to the upstream on this port, prints its own, and runs until its input
    /// ends.
    public static void main(String[] args) throws IOException {
        var upstream =
                new Upstream.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
        try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(upstream))) {
            System.out.println(OneRouter.bind(relay).getPort());
            int end = System.in.read();
            assert end < 0;
        }
    }

    private static void sendBlocks(RawSocket connection, long blocks, AtomicLong sent) throws IOException {
        var block = new byte[BLOCK];
        for (long i = 0; i < blocks; i++) {
            connection.out().write(block);
            sent.addAndGet(BLOCK);
        }
    }

    private static long drain(RawSocket connection, long limit) throws IOException {
        var block = new byte[BLOCK];
        long total = 0;
        while (total < limit) {
            int n = connection.in().read(block, 0, (int) Math.min(BLOCK, limit - total));
            if (n < 0) {
                break;
            }
            total += n;
        }
        return total;
    }

    @Test
    void twoGigabytesDownInFlatMemory() throws IOException {
        long length = 2L << 30;
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    sendBlocks(connection, length / BLOCK, new AtomicLong());
                    connection.awaitClosed();
                });
                var relay = new SmallProcess(upstream);
                var client = RawSocket.connect(relay.address)) {
            assertThat(client.send(GET).readHead().status()).isEqualTo(200);
            assertThat(drain(client, length)).isEqualTo(length);
            assertThat(relay.process.isAlive()).isTrue();
        }
    }

    @Test
    void halfAGigabyteUpChunkedInFlatMemory() throws IOException {
        long length = 512L << 20;
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    var total = new AtomicLong();
                    for (int size = size(connection); size > 0; size = size(connection)) {
                        total.addAndGet(connection.exactly(size).length);
                        connection.exactly(2);
                    }
                    connection.send(Scripts.ok(total.toString()));
                    connection.awaitClosed();
                });
                var relay = new SmallProcess(upstream);
                var client = RawSocket.connect(relay.address)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            var chunk = ("10000\r\n" + "x".repeat(BLOCK) + "\r\n").getBytes();
            for (long sent = 0; sent < length; sent += BLOCK) {
                client.out().write(chunk);
            }
            client.send("0\r\n\r\n");
            assertThat(client.read().body()).isEqualTo(Long.toString(length));
        }
    }

    private static int size(RawSocket connection) throws IOException {
        var line = new StringBuilder();
        for (int b = connection.in().read(); b != '\n'; b = connection.in().read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return Integer.parseInt(line.toString(), 16);
    }

    /// Waits until a counter stops: the writer behind it is blocked, since it does nothing but write.
    private static long stalled(String what, AtomicLong counter, Thread writer) {
        Await.until(what, () -> counter.get() > 0 && writer.getState() == Thread.State.WAITING);
        long last = -1;
        int same = 0;
        while (same < 50) {
            long now = counter.get();
            same = now == last ? same + 1 : 0;
            last = now;
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return last;
    }

    @Test
    void upstreamIsNotReadFasterThanTheClientReads() throws Exception {
        long length = 512L << 20;
        var sent = new AtomicLong();
        var thread = new java.util.concurrent.CompletableFuture<Thread>();
        try (var upstream = RawServer.start(connection -> {
                    connection.readHead();
                    thread.complete(Thread.currentThread());
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    sendBlocks(connection, length / BLOCK, sent);
                    connection.awaitClosed();
                });
                var relay = TestRelay.before(TestRelay.PATIENT, upstream);
                var client = RawSocket.connect(relay.address, 16 * 1024)) {
            client.send(GET).readHead();
            long ahead = stalled("the upstream is blocked", sent, thread.get());

            assertThat(ahead).as("what fits the sockets' buffers and ours").isLessThan(64L << 20);
            assertThat(relay.count.sent).as("read from the upstream").isLessThan(16L << 20);
            assertThat(drain(client, length))
                    .as("and all comes when it is read")
                    .isEqualTo(length);
        }
    }

    @Test
    void clientIsNotReadFasterThanTheUpstreamReads() throws Exception {
        long length = 512L << 20;
        var go = new CountDownLatch(1);
        var sent = new AtomicLong();
        try (var upstream = RawServer.start(
                        connection -> {
                            connection.readHead();
                            try {
                                go.await();
                            } catch (InterruptedException _) {
                                return;
                            }
                            connection.send(Scripts.ok(Long.toString(drain(connection, length))));
                            connection.awaitClosed();
                        },
                        16 * 1024);
                var relay = TestRelay.before(TestRelay.PATIENT, upstream);
                var client = relay.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n")) {
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    sendBlocks(client, length / BLOCK, sent);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            long ahead = stalled("the client is blocked", sent, writer);

            assertThat(ahead).as("what fits the sockets' buffers and ours").isLessThan(64L << 20);
            assertThat(relay.count.received).as("read from the client").isLessThan(16L << 20);
            go.countDown();
            assertThat(client.read().body()).isEqualTo(Long.toString(length));
            writer.join();
        }
    }

    @Test
    void eventsPassOneByOne() {
        var next = new java.util.concurrent.Semaphore(0);
        try (var relay = TestRelay.before(connection -> {
                    connection.readHead();
                    connection.send(
                            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < 5; i++) {
                        next.acquireUninterruptibly();
                        connection.send("9\r\ndata: " + i + "\n\n\r\n");
                    }
                    connection.send("0\r\n\r\n");
                    connection.awaitClosed();
                });
                var client = relay.send(GET)) {
            assertThat(client.readHead().status()).isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                next.release();
                assertThat(new String(client.exactly(14))).isEqualTo("9\r\ndata: " + i + "\n\n\r\n");
            }
            assertThat(new String(client.exactly(5))).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void clientThatAsksWithoutReadingIsNotListenedTo() {
        var router = new Router() {
            final AtomicLong asked = new AtomicLong();

            @Override
            public void route(RequestHead head, java.util.function.Consumer<Verdict> decide) {
                asked.incrementAndGet();
                decide.accept(new Verdict.Respond(200, java.util.Map.of(), new byte[BLOCK]));
            }

            @Override
            public void failed(RequestHead head, RelayFailure failure, java.util.function.Consumer<Verdict> decide) {
                throw new IllegalStateException("nothing is forwarded");
            }
        };
        int requests = 4_000;
        try (var relay = Relay.start(RelayConfig.defaults(), router);
                var client = RawSocket.connect(OneRouter.bind(relay), 16 * 1024)) {
            var sent = new AtomicLong();
            var writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < requests; i++) {
                    client.send(GET);
                    sent.incrementAndGet();
                }
            });
            Await.until("something asked", () -> router.asked.get() > 0);
            long last = -1;
            for (int same = 0; same < 50; ) {
                long now = router.asked.get();
                same = now == last ? same + 1 : 0;
                last = now;
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
            assertThat(last).as("answers of 64 KiB that fit the buffers").isLessThan(1000);
            for (int i = 0; i < requests; i++) {
                assertThat(client.readHead().status()).isEqualTo(200);
                client.exactly(BLOCK);
            }
            assertThat(router.asked.get()).isEqualTo(requests);
            assertThat(writer.isAlive() && sent.get() < requests).isFalse();
        }
    }
}
