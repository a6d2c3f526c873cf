package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of connections: kept, shared, pipelined, half-closed, timed out, drained.
final class ConnectionsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void bothSidesAreKeptAlive() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.connect()) {
            for (int i = 0; i < 50; i++) {
                client.send("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
                assertThat(client.read().body()).startsWith("POST /" + i + " HTTP/1.1");
            }
            assertThat(relay.upstream.accepted()).isEqualTo(1);
            assertThat(relay.count.received).isEqualTo(150);
        }
    }

    @Test
    void closeIsHonoured() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            assertThat(client.read().header("connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        var requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
            requests.append("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send(requests.toString())) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.read().body()).startsWith("POST /" + i + " ").endsWith("\nab");
                assertThat(client.read().body()).startsWith("GET /" + i + " ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void bytesMayComeInPiecesOfAnySize(int size) {
        String request =
                "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n";
        try (var relay = TestRelay.before(connection -> {
                    connection.read();
                    for (byte b : Scripts.ok("whole").getBytes()) {
                        connection.send(new byte[] {b});
                    }
                    connection.awaitClosed();
                });
                var client = relay.connect()) {
            for (int at = 0; at < request.length(); at += size) {
                client.send(request.substring(at, Math.min(request.length(), at + size)));
            }
            assertThat(client.read().body()).isEqualTo("whole");
            assertThat(relay.count.received).isEqualTo(5);
            assertThat(relay.count.sent).isEqualTo(5);
        }
    }

    @org.junit.jupiter.api.RepeatedTest(10)
    void halfClosedClientGetsItsAnswers() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send(GET + "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")) {
            client.endOutput();
            assertThat(client.read().body()).startsWith("GET / ");
            assertThat(client.read().body()).startsWith("POST /b ").endsWith("\nab");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void requestThatBreaksOffIsRefused() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")) {
            client.endOutput();
            assertThat(client.read().status()).isEqualTo(400);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void twoHundredClientsAtOnce() throws Exception {
        try (var relay = TestRelay.before(Scripts::mirror);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(200);
            var clients = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                clients.add(threads.submit(() -> {
                    try (var client = relay.connect()) {
                        start.countDown();
                        start.await();
                        int right = 0;
                        for (int n = 0; n < 20; n++) {
                            String path = "/" + number + "-" + n;
                            String body = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                                    .read()
                                    .body();
                            right += body.startsWith("GET " + path + " ") ? 1 : 0;
                        }
                        return right;
                    }
                }));
            }
            for (var client : clients) {
                assertThat(client.get()).isEqualTo(20);
            }
            assertThat(relay.count.closed).isEqualTo(4000);
            Await.until("nothing open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void slowHeadIsCutOff() {
        try (var relay = TestRelay.before(TestRelay.impatient("head"), Scripts::mirror);
                var client = relay.send("GET / HTTP/1.1\r\nHost: a\r\n")) {
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void dripplingHeadIsCutOffToo() {
        try (var relay = TestRelay.before(TestRelay.impatient("head"), Scripts::mirror);
                var client = relay.send("GET / HTTP/1.1\r\n")) {
            var dripping = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send("X-A: b\r\n");
                        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                    }
                } catch (java.io.UncheckedIOException _) {
                    // Cut off, as it should be.
                }
            });
            assertThat(client.read().status()).isEqualTo(408);
            dripping.interrupt();
        }
    }

    /// Connections are dealt to the loops in turn: each gets eight of them in a round and has room for four.
    @Test
    void whoBeganFirstIsClosedWhenTooManyHeadsAreUnfinished() {
        int loops = Runtime.getRuntime().availableProcessors();
        String part = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(60_000);
        try (var relay = TestRelay.before(TestRelay.unfinishedHeads(loops * 4L * 64 * 1024), Scripts::mirror)) {
            for (int round = 0; round < 3; round++) {
                List<RawSocket> flood = Stream.generate(() -> relay.send(part))
                        .limit(8L * loops)
                        .toList();
                flood.subList(0, 4 * loops).forEach(RawSocket::awaitClosed);
                try (var honest = relay.send(GET)) {
                    assertThat(honest.read().status()).isEqualTo(200);
                }
                for (RawSocket each : flood.subList(5 * loops, 8 * loops)) {
                    assertThat(each.send("\r\n\r\n").read().status()).isEqualTo(200);
                }
                flood.forEach(RawSocket::close);
            }
        }
    }

    @Test
    void idleConnectionIsClosed() {
        try (var relay = TestRelay.before(TestRelay.impatient("keepAlive"), Scripts::mirror);
                var client = relay.send(GET)) {
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void stalledUploadIsCutOff() {
        try (var relay = TestRelay.before(TestRelay.impatient("idle"), connection -> {
                    connection.readHead();
                    connection.awaitClosed();
                });
                var client = relay.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")) {
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void stalledDownloadIsCutOff() {
        try (var relay = TestRelay.before(
                        TestRelay.impatient("idle"),
                        Scripts.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
                var client = relay.send(GET)) {
            client.readHead();
            assertThat(client.readToEnd()).isEqualTo("abc");
            assertThat(relay.count.closed).isEqualTo(1);
        }
    }

    @Test
    void closeLetsWhatIsUnderWayEnd() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var relay = TestRelay.before(connection -> {
            while (connection.read().startLine().startsWith("GET /quick ")) {
                connection.send(Scripts.ok("quick"));
            }
            arrived.countDown();
            try {
                go.await();
            } catch (InterruptedException _) {
                return;
            }
            connection.send(Scripts.ok("late"));
            connection.awaitClosed();
        });
        try (relay;
                RawSocket client = relay.send(GET)) {
            arrived.await();
            List<RawSocket> idle = idleOnEveryLoop(relay);
            var closing = Thread.ofVirtual().start(() -> relay.relay.close(Duration.ofSeconds(30)));
            assertThat(idle)
                    .as("idle connections end at once")
                    .allSatisfy(each -> assertThat(each.readToEnd()).isEmpty());
            idle.forEach(RawSocket::close);
            go.countDown();
            var answer = client.read();
            assertThat(answer.body()).isEqualTo("late");
            assertThat(answer.header("connection")).contains("close");
            closing.join();
            assertThat(relay.relay.open()).isZero();
        }
    }

    /// Connections are dealt to the loops in turn. Each has had an answer, so it was accepted and is idle now.
    private static List<RawSocket> idleOnEveryLoop(TestRelay relay) {
        return Stream.generate(relay::connect)
                .limit(Runtime.getRuntime().availableProcessors())
                .peek(each -> assertThat(each.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
                                .read()
                                .body())
                        .isEqualTo("quick"))
                .toList();
    }
}
