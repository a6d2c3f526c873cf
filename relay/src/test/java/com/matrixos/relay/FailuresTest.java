package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Upstreams that refuse, hang, break or die, each told apart.
final class FailuresTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void nobodyListens() {
        try (var relay = TestRelay.before(Scripts::mirror)) {
            relay.upstream.close();
            try (var client = relay.send(GET)) {
                var answer = client.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("REFUSED");
                assertThat(client.send(GET).read().status())
                        .as("the connection lives on")
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void nobodyAcceptsInTime() throws IOException {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var fillers = new ArrayList<Socket>();
            for (int i = 0; i < 4; i++) {
                var filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException _) {
                    break;
                }
            }
            var config = TestRelay.impatient("connect");
            var upstream = new Upstream.Tcp((InetSocketAddress) full.getLocalSocketAddress());
            try (var relay = Relay.start(config, new OneRouter(upstream));
                    var client = com.matrixos.testkit.sockets.RawSocket.connect(OneRouter.bind(relay))) {
                var answer = client.send(GET).read();
                assertThat(answer.status()).isEqualTo(504);
                assertThat(answer.body()).isEqualTo("CONNECT_TIMEOUT");
            }
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void noAnswerInTime() {
        try (var relay = TestRelay.before(TestRelay.impatient("response"), connection -> {
                    connection.read();
                    connection.awaitClosed();
                });
                var client = relay.send(GET)) {
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("RESPONSE_TIMEOUT");
        }
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(
            strings = {
                "",
                "HTT",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void diesBeforeTheEndOfItsHead(String sent) {
        try (var relay = TestRelay.before(Scripts.answeringAndClosing(sent));
                var client = relay.send(GET)) {
            var answer = client.read();
            answer = answer.status() == 100 ? client.read() : answer;
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("DISCONNECTED");
            assertThat(relay.upstream.accepted())
                    .as("a fresh connection is not retried")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "in a body of a known length | Content-Length: 10 | abc",
                "before a chunk | Transfer-Encoding: chunked | ''",
                "in a chunk size | Transfer-Encoding: chunked | 1",
                "in a chunk | Transfer-Encoding: chunked | 5#ab",
                "after a chunk | Transfer-Encoding: chunked | 2#ab#",
                "before the last line | Transfer-Encoding: chunked | 2#ab#0#"
            })
    void diesInTheBody(String name, String framing, String body) {
        String sent = "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + body.replace("#", "\r\n");
        try (var relay = TestRelay.before(Scripts.answeringAndClosing(sent));
                var client = relay.send(GET)) {
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.readToEnd())
                    .as("the end is missing")
                    .doesNotContain("0\r\n\r\n")
                    .doesNotContain("abcdefghij");
            Await.until("nothing open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void brokenBodyIsAResetForHttp10() {
        try (var relay = TestRelay.before(
                        Scripts.answeringAndClosing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"));
                var client = relay.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(client::readToEnd))
                    .as("an orderly end would pass for the whole body")
                    .isNotNull();
        }
    }

    @Test
    void malformedChunkFromTheUpstreamCutsTheAnswer() {
        try (var relay = TestRelay.before(
                        Scripts.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n"));
                var client = relay.send(GET)) {
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.readToEnd()).doesNotContain("0\r\n\r\n");
        }
    }

    /// Serves one request on each connection; on the first, it then dies when the second has arrived.
    private static RawServer.Script dyingOnReuse(AtomicInteger requests) {
        return connection -> {
            connection.read();
            boolean first = requests.incrementAndGet() == 1;
            connection.send(Scripts.ok("x"));
            if (first) {
                connection.read();
                requests.incrementAndGet();
            } else {
                connection.awaitClosed();
            }
        };
    }

    @Test
    void pooledConnectionThatDiesIsRetriedOnce() {
        var requests = new AtomicInteger();
        try (var relay = TestRelay.before(dyingOnReuse(requests));
                var client = relay.send(GET)) {
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.send(GET).read().status()).isEqualTo(200);
            assertThat(requests.get()).isEqualTo(3);
            assertThat(relay.upstream.accepted()).isEqualTo(2);
            assertThat(relay.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
                "POST / HTTP/1.1\r\nHost: a\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
            })
    void whatMightDoHarmTwiceIsNotRetried(String request) {
        var requests = new AtomicInteger();
        try (var relay = TestRelay.before(dyingOnReuse(requests));
                var client = relay.send(GET)) {
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.send(request).read().status()).isEqualTo(502);
            assertThat(requests.get()).isEqualTo(2);
            assertThat(relay.failures).containsExactly(RelayFailure.DISCONNECTED);
        }
    }

    @Test
    void routerMaySendARefusedRequestElsewhereOnce() {
        try (var relay = TestRelay.before(Scripts::mirror)) {
            var dead = RawServer.start(Scripts::mirror);
            dead.close();
            var alive = new Upstream.Tcp(relay.upstream.address());
            var router = new OneRouter(new Upstream.Tcp(dead.address()), alive);
            try (var other = Relay.start(TestRelay.PATIENT, router);
                    var client = com.matrixos.testkit.sockets.RawSocket.connect(OneRouter.bind(other))) {
                assertThat(client.send(POST).read().body())
                        .startsWith("POST / HTTP/1.1\n")
                        .endsWith("\nhi");
            }
            try (var other = Relay.start(TestRelay.PATIENT, new OneRouter(router.first, router.first));
                    var client = com.matrixos.testkit.sockets.RawSocket.connect(OneRouter.bind(other))) {
                assertThat(client.send(POST).read().body()).isEqualTo("503 Service Unavailable\n");
            }
        }
    }

    @Test
    void whatMayHaveArrivedDoesNotGoElsewhere() {
        try (var relay = TestRelay.before(Scripts.answeringAndClosing(""))) {
            var here = new Upstream.Tcp(relay.upstream.address());
            try (var other = Relay.start(TestRelay.PATIENT, new OneRouter(here, here));
                    var client = com.matrixos.testkit.sockets.RawSocket.connect(OneRouter.bind(other))) {
                assertThat(client.send(GET).read().body()).isEqualTo("502 Bad Gateway\n");
                assertThat(relay.upstream.accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void upstreamThatDiesDuringTheUpload() {
        try (var relay = TestRelay.before(connection -> connection.readHead());
                var client = relay.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc")) {
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.header("connection")).contains("close");
        }
    }

    @Test
    void clientThatLeavesCancelsTheUpstream() throws InterruptedException {
        var cancelled = new CountDownLatch(1);
        try (var relay = TestRelay.before(connection -> {
                    connection.read();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
                    connection.awaitClosed();
                    cancelled.countDown();
                });
                var client = relay.send(GET)) {
            client.readHead();
            client.reset();
            cancelled.await();
            Await.until("the meter is told", () -> relay.count.closed == 1);
            assertThat(relay.relay.open()).isZero();
        }
    }

    @Test
    void clientThatClosesSilentlyCancelsTheUpstreamToo() throws InterruptedException {
        var cancelled = new CountDownLatch(1);
        try (var relay = TestRelay.before(connection -> {
                    connection.read();
                    connection.awaitClosed();
                    cancelled.countDown();
                });
                var client = relay.send(GET)) {
            Await.until("routed", () -> !relay.heads.isEmpty());
            client.close();
            cancelled.await();
            Await.until("nothing open", () -> relay.relay.open() == 0);
        }
    }
}
