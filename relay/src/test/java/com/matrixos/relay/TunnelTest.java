package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawSocket;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Upgrades: after a 101 both sides are raw.
final class TunnelTest {
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: x\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: y\r\n\r\n";

    /// Switches, then echoes until the other side ends.
    private static void echo(RawSocket connection) throws IOException {
        connection.readHead();
        connection.send(SWITCHED);
        connection.in().transferTo(connection.out());
    }

    @Test
    void headsPassAndBytesFlow() {
        var head = new AtomicReference<String>();
        try (var relay = TestRelay.before(connection -> {
                    var request = connection.readHead();
                    head.set(String.join("\n", request.lines()));
                    connection.send(SWITCHED + "early");
                    assertThat(connection.exactly(4)).isEqualTo("ping".getBytes());
                    connection.send("pong");
                    connection.awaitClosed();
                });
                var client = relay.send(UPGRADE)) {
            var answer = client.readHead();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.lines()).contains("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: y");
            assertThat(new String(client.exactly(5))).isEqualTo("early");
            client.send("ping");
            assertThat(new String(client.exactly(4))).isEqualTo("pong");
            assertThat(head.get()).contains("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: x");
            assertThat(relay.heads.getFirst().upgrade()).isTrue();
            assertThat(relay.relay.open()).isEqualTo(1);
        }
    }

    @Test
    void bytesSentBeforeTheSwitchWaitForIt() {
        try (var relay = TestRelay.before(TunnelTest::echo);
                var client = relay.send(UPGRADE + "GET /not HTTP/1.1\nthis is raw\n")) {
            assertThat(client.readHead().status()).isEqualTo(101);
            assertThat(new String(client.exactly(30))).isEqualTo("GET /not HTTP/1.1\nthis is raw\n");
            assertThat(relay.heads).hasSize(1);
        }
    }

    @Test
    void refusedUpgradeIsAnOrdinaryAnswer() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send(UPGRADE)) {
            assertThat(client.read().body()).contains("Upgrade: websocket");
            client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.read().body()).startsWith("GET /next ");
            assertThat(relay.upstream.accepted()).isEqualTo(1);
        }
    }

    @Test
    void halfClosePassesInBothDirections() throws InterruptedException {
        var ended = new CountDownLatch(1);
        try (var relay = TestRelay.before(connection -> {
                    connection.readHead();
                    connection.send(SWITCHED);
                    String all = connection.readToEnd();
                    connection.send("got " + all.length());
                    connection.endOutput();
                    ended.countDown();
                    connection.awaitClosed();
                });
                var client = relay.send(UPGRADE)) {
            client.readHead();
            client.send("a".repeat(100_000)).endOutput();
            assertThat(client.readToEnd()).isEqualTo("got 100000");
            ended.await();
            Await.until("the tunnel is closed", () -> relay.relay.open() == 0);
            assertThat(relay.count.received).isEqualTo(100_000);
            assertThat(relay.count.closed).isEqualTo(1);
        }
    }

    @Test
    void muchMayFollowAHalfClose() {
        int length = 20_000_000;
        try (var relay = TestRelay.before(connection -> {
                    connection.readHead();
                    connection.send(SWITCHED);
                    connection.readToEnd();
                    connection.send(new byte[length]);
                });
                var client = RawSocket.connect(relay.address, 16 * 1024)) {
            client.send(UPGRADE).readHead();
            client.endOutput();
            assertThat(client.readToEnd()).hasSize(length);
        }
    }

    @Test
    void h2cIsNotTunnelled() {
        String request =
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n";
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send(request)) {
            assertThat(client.read().body()).doesNotContain("h2c", "Upgrade", "HTTP2-Settings");
        }
    }

    @Test
    void upgradeWithoutConnectionIsNone() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n")) {
            assertThat(client.read().body()).doesNotContain("websocket");
        }
    }

    @Test
    void idleTunnelIsCut() {
        try (var relay = TestRelay.before(TestRelay.impatient("idle"), TunnelTest::echo);
                var client = relay.send(UPGRADE)) {
            client.readHead();
            client.awaitClosed();
            Await.until("nothing open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void deadClientEndsTheTunnel() throws InterruptedException {
        var ended = new CountDownLatch(1);
        try (var relay = TestRelay.before(connection -> {
                    connection.readHead();
                    connection.send(SWITCHED);
                    connection.awaitClosed();
                    ended.countDown();
                });
                var client = relay.send(UPGRADE)) {
            client.readHead();
            client.reset();
            ended.await();
            Await.until("nothing open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void closeCutsTunnelsAtOnce() {
        try (var relay = TestRelay.before(TunnelTest::echo);
                var client = relay.send(UPGRADE)) {
            client.readHead();
            relay.relay.close(java.time.Duration.ofDays(1));
            client.awaitClosed();
            assertThat(relay.relay.open()).isZero();
        }
    }

    @Test
    void hundredMegabytesAreEchoedUnchanged() throws Exception {
        int blocks = 1600;
        try (var relay = TestRelay.before(TunnelTest::echo);
                var client = relay.send(UPGRADE)) {
            client.readHead();
            var sent = digest();
            var writer = Thread.ofVirtual().start(() -> {
                var random = new Random(7);
                var block = new byte[65_536];
                for (int i = 0; i < blocks; i++) {
                    random.nextBytes(block);
                    sent.update(block);
                    client.send(block);
                }
                client.endOutput();
            });
            var received = digest();
            var block = new byte[65_536];
            long total = 0;
            for (int n = client.in().read(block); n >= 0; n = client.in().read(block)) {
                received.update(block, 0, n);
                total += n;
            }
            writer.join();

            assertThat(total).isEqualTo(blocks * 65_536L);
            assertThat(received.digest()).isEqualTo(sent.digest());
            assertThat(relay.count.received).isEqualTo(total);
            assertThat(relay.count.sent).isEqualTo(total);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whoever was told of an exchange's begin can end it, while it is answered and when it has become a tunnel.
    @Test
    void cutsAStreamAndATunnel() throws InterruptedException {
        var leash = new Leash();
        try (var relay = TestRelay.before(
                        to -> new Verdict.Forward(to.upstream(), to.edits(), false, leash), TunnelTest::echo);
                var client = relay.send(UPGRADE)) {
            client.readHead();
            client.send("ping");
            assertThat(new String(client.exactly(4))).isEqualTo("ping");
            leash.cut();
            assertThat(client.readToEnd()).isEmpty();
            leash.awaitClosed();
            leash.cut();
        }
        var stream = new Leash();
        try (var relay = TestRelay.before(
                        to -> new Verdict.Forward(to.upstream(), to.edits(), false, stream), connection -> {
                            connection.readHead();
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                            connection.awaitClosed();
                        });
                var client = relay.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            client.readHead();
            assertThat(new String(client.exactly(4))).isEqualTo("half");
            stream.cut();
            assertThat(client.readToEnd()).isEmpty();
            stream.awaitClosed();
        }
    }

    private static final class Leash implements Meter {
        private final AtomicReference<Runnable> cut = new AtomicReference<>(() -> {});
        private final CountDownLatch closed = new CountDownLatch(1);

        void cut() {
            cut.get().run();
        }

        void awaitClosed() throws InterruptedException {
            closed.await();
        }

        @Override
        public void opened(Runnable cut) {
            this.cut.set(cut);
        }

        @Override
        public void received(int bytes) {}

        @Override
        public void sent(int bytes) {}

        @Override
        public void closed() {
            closed.countDown();
        }
    }
}
