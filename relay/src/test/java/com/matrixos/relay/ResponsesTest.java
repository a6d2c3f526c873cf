package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What of an upstream's answer reaches the client.
final class ResponsesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    static Stream<Arguments> badResponses() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                Arguments.of("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
                Arguments.of("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n"),
                Arguments.of("status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
                Arguments.of("status that is no number", "HTTP/1.1 abc OK\r\n\r\n"),
                Arguments.of("status 999", "HTTP/1.1 999 OK\r\n\r\n"),
                Arguments.of(
                        "length and transfer coding", ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Arguments.of("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                Arguments.of("length that is no number", ok + "Content-Length: x\r\n\r\n"),
                Arguments.of("transfer coding gzip", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                Arguments.of("bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
                Arguments.of("folded header", ok + "X-A: b\r\n c\r\n\r\n"),
                Arguments.of("NUL in a header", ok + "X-A: \u0000\r\n\r\n"),
                Arguments.of("space before the colon", ok + "Content-Length : 0\r\n\r\n"),
                Arguments.of("101 that nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
                Arguments.of("long headers", ok + "X-A: " + "b".repeat(70_000) + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badResponses")
    void badResponseIsA502(String name, String response) {
        try (var relay = TestRelay.before(Scripts.answering(response));
                var client = relay.send(GET)) {
            var answer = client.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("BAD_RESPONSE");
            client.send(GET);
            assertThat(client.read().status())
                    .as("the client's connection lives on")
                    .isEqualTo(502);
            assertThat(relay.upstream.accepted()).as("the upstream's does not").isEqualTo(2);
        }
    }

    private static RawMessage answer(String request, String response) {
        try (var relay = TestRelay.before(Scripts.answeringAndClosing(response));
                var client = relay.send(request)) {
            return client.read();
        }
    }

    @Test
    void headersPassButForHopByHopOnes() {
        var answer = answer(
                GET,
                "HTTP/1.1 299 Very Fine\r\nX-A: 1\r\nKeep-Alive: timeout=5\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
                        + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\nX-B: 2\r\n\r\nhi");

        assertThat(answer.startLine()).isEqualTo("HTTP/1.1 299 Very Fine");
        assertThat(answer.lines())
                .containsExactly("X-A: 1", "Set-Cookie: a=1", "Set-Cookie: b=2", "Content-Length: 2", "X-B: 2");
        assertThat(answer.body()).isEqualTo("hi");
    }

    @Test
    void statusWithoutReasonPasses() {
        assertThat(answer(GET, "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx").body())
                .isEqualTo("x");
    }

    @Test
    void chunkedStaysChunkedWithItsTrailers() {
        var answer = answer(
                GET,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 7\r\n\r\n");

        assertThat(answer.headers("transfer-encoding")).containsExactly("chunked");
        assertThat(answer.body()).isEqualTo("hello!");
        assertThat(answer.trailers()).containsExactly("X-Sum: 7");
    }

    @Test
    void bodyThatEndsWithItsConnectionBecomesChunked() {
        try (var relay = TestRelay.before(Scripts.answeringAndClosing("HTTP/1.1 200 OK\r\n\r\nuntil the end"));
                var client = relay.send(GET)) {
            assertThat(client.read().body()).isEqualTo("until the end");
            client.send(GET);
            assertThat(client.read().body()).as("the connection goes on").isEqualTo("until the end");
        }
    }

    @Test
    void upstreamOfHttp10IsNotReused() {
        try (var relay = TestRelay.before(Scripts.answering("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
                var client = relay.send(GET)) {
            assertThat(client.read().startLine()).isEqualTo("HTTP/1.1 200 OK");
            client.send(GET);
            assertThat(client.read().body()).isEqualTo("hi");
            assertThat(relay.upstream.accepted()).isEqualTo(2);
        }
    }

    @Test
    void clientOfHttp10GetsNoChunks() {
        try (var relay = TestRelay.before(Scripts.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n"));
                var client = relay.send("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")) {
            assertThat(client.readToEnd()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhi");
        }
    }

    @Test
    void clientOfHttp10IsAskedForBy11() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client = relay.send("GET /x HTTP/1.0\r\nHost: a\r\n\r\n")) {
            assertThat(client.readToEnd()).contains("GET /x HTTP/1.1\n", "Connection: close\r\n");
        }
    }

    @Test
    void interimAnswersPassButNotToHttp10() {
        String response = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Scripts.ok("x");
        try (var relay = TestRelay.before(Scripts.answering(response));
                var client = relay.send(GET);
                var old = relay.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")) {
            var hints = client.readHead();
            assertThat(hints.status()).isEqualTo(103);
            assertThat(hints.lines()).containsExactly("Link: </a>");
            assertThat(client.read().body()).isEqualTo("x");
            assertThat(old.read().status()).isEqualTo(200);
        }
    }

    @Test
    void headHasNoBodyWhateverItsHeadersSay() {
        try (var relay = TestRelay.before(connection -> {
                    while (true) {
                        connection.readHead();
                        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
                    }
                });
                var client = relay.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readHead().header("content-length")).contains("5000");
            }
            assertThat(relay.upstream.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {204, 304})
    void someStatusesHaveNoBody(int status) {
        try (var relay = TestRelay.before(connection -> {
                    while (true) {
                        connection.readHead();
                        connection.send("HTTP/1.1 " + status + " X\r\nETag: \"1\"\r\n\r\n");
                    }
                });
                var client = relay.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(GET);
                var answer = client.readHead();
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.lines()).containsExactly("ETag: \"1\"");
            }
            assertThat(relay.upstream.accepted()).isEqualTo(1);
        }
    }

    @Test
    void continueIsForwardedBothWays() {
        try (var relay = TestRelay.before(connection -> {
                    var head = connection.readHead();
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                    connection.send(
                            Scripts.ok(head.header("expect").orElse("none") + new String(connection.exactly(3))));
                    connection.awaitClosed();
                });
                var client =
                        relay.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            assertThat(client.readHead().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.read().body()).isEqualTo("100-continueabc");
        }
    }

    @Test
    void refusalInsteadOfContinueEndsTheConnection() {
        try (var relay = TestRelay.before(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                    connection.awaitClosed();
                });
                var client =
                        relay.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void silenceAboutCachingMeansPrivate() {
        try (var relay = TestRelay.privately(
                        Scripts.answering("HTTP/1.1 200 OK\r\nVary: Accept\r\nContent-Length: 0\r\n\r\n"));
                var client = relay.send(GET)) {
            var answer = client.read();
            assertThat(answer.headers("cache-control")).containsExactly("private, no-store");
            assertThat(answer.headers("vary")).containsExactly("Accept", "Cookie");
        }
    }

    @Test
    void aWordAboutCachingStands() {
        try (var relay = TestRelay.privately(Scripts.answering(
                        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 0\r\n\r\n"));
                var client = relay.send(GET)) {
            var answer = client.read();
            assertThat(answer.headers("cache-control")).containsExactly("max-age=60");
            assertThat(answer.headers("vary")).isEmpty();
        }
    }

    @Test
    void bytesAfterTheAnswerPoisonTheConnection() {
        try (var relay = TestRelay.before(Scripts.answering(Scripts.ok("a") + Scripts.ok("smuggled")));
                var client = relay.send(GET)) {
            assertThat(client.read().body()).isEqualTo("a");
            client.send(GET);
            assertThat(client.read().body()).isEqualTo("a");
            assertThat(relay.upstream.accepted()).isEqualTo(2);
        }
    }
}
