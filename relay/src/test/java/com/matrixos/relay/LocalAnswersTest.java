package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the relay answers by itself, and routers that take their time or fail.
final class LocalAnswersTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private static Relay relay(BiConsumer<RequestHead, Consumer<Verdict>> route) {
        return relay(RelayConfig.defaults(), route);
    }

    private static Relay relay(RelayConfig config, BiConsumer<RequestHead, Consumer<Verdict>> route) {
        return Relay.start(config, new Router() {
            @Override
            public void route(RequestHead head, Consumer<Verdict> decide) {
                route.accept(head, decide);
            }

            @Override
            public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
                throw new IllegalStateException("router at a loss");
            }
        });
    }

    private static Verdict.Respond respond(String body) {
        return new Verdict.Respond(200, Map.of("x-a", "1", "Content-Length", "999"), body.getBytes());
    }

    private static Relay answering() {
        return relay((head, decide) -> decide.accept(respond(head.method() + " " + head.uri())));
    }

    private static RawSocket to(Relay relay) {
        return RawSocket.connect(OneRouter.bind(relay));
    }

    @Test
    void answersKeepTheConnection() {
        try (var relay = answering();
                var client = to(relay)) {
            for (int i = 0; i < 3; i++) {
                var answer = client.send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .read();
                assertThat(answer.body()).isEqualTo("GET /" + i);
                assertThat(answer.headers("content-length")).containsExactly("6");
                assertThat(answer.header("x-a")).contains("1");
            }
            assertThat(relay.open()).isZero();
        }
    }

    @Test
    void headGetsTheLengthAndNoBody() {
        try (var relay = answering();
                var client = to(relay)) {
            client.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
            assertThat(client.readHead().header("content-length")).contains("9");
            assertThat(client.read().body()).isEqualTo("GET /");
        }
    }

    @Test
    void statusesWithoutBodyHaveNone() {
        try (var relay = relay((head, decide) -> decide.accept(new Verdict.Respond(204, Map.of(), new byte[0])));
                var client = to(relay)) {
            client.send(GET + GET);
            assertThat(client.readHead().lines()).isEmpty();
            assertThat(client.readHead().status()).isEqualTo(204);
        }
    }

    @Test
    void shortBodiesAreReadAndDropped() {
        try (var relay = answering();
                var client = to(relay)) {
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(50_000));
            assertThat(client.read().body()).isEqualTo("POST /a");
            client.send("POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + GET);
            assertThat(client.read().body()).isEqualTo("POST /b");
            assertThat(client.read().body()).isEqualTo("GET /");
        }
    }

    @Test
    void longBodiesEndTheConnectionButNotTheAnswer() {
        try (var relay = answering();
                var client = to(relay)) {
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n" + "x".repeat(500_000));
            var answer = client.read();
            assertThat(answer.body()).isEqualTo("POST /a");
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void longChunkedBodiesEndTheConnectionToo() {
        try (var relay = answering();
                var client = to(relay)) {
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("POST /a");
            client.send("30d40\r\n" + "x".repeat(200_000));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void expectedContinueIsNotWaitedFor() {
        try (var relay = answering();
                var client = to(relay)) {
            client.send("PUT /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            var answer = client.read();
            assertThat(answer.body()).isEqualTo("PUT /a");
            assertThat(answer.header("connection")).contains("close");
        }
    }

    @Test
    void decisionsMayComeLaterFromAnotherThreadAndOnlyTheFirstCounts() {
        try (var relay = relay((_, decide) -> Thread.ofVirtual().start(() -> {
                    decide.accept(respond("first"));
                    decide.accept(respond("second"));
                }));
                var client = to(relay)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(GET).read().body()).isEqualTo("first");
            }
        }
    }

    @Test
    void bodyWaitsForTheDecision() {
        try (var upstream = TestRelay.before(Scripts::mirror);
                var relay = relay((_, decide) -> Thread.ofVirtual()
                        .start(() -> decide.accept(new Verdict.Forward(
                                new Upstream.Tcp(upstream.upstream.address()), HeadEdits.NONE, false, Meter.NONE))));
                var client = to(relay)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "y".repeat(100_000))
                    .endOutput();
            assertThat(client.read().body()).endsWith("y".repeat(100_000));
        }
    }

    @Test
    void routerThatThrowsIsA500WithoutDetails() {
        try (var relay = relay((_, _) -> {
                    throw new IllegalStateException("secret");
                });
                var client = to(relay)) {
            var answer = client.send(GET).read();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(client.send(GET).read().status())
                    .as("the connection lives on")
                    .isEqualTo(500);
        }
    }

    @Test
    void routerThatThrowsOnFailureIsA500Too() {
        var nobody = new Upstream.Tcp(new InetSocketAddress("127.0.0.1", 1));
        try (var relay = relay(
                        (_, decide) -> decide.accept(new Verdict.Forward(nobody, HeadEdits.NONE, false, Meter.NONE)));
                var client = to(relay)) {
            assertThat(client.send(GET).read().status()).isEqualTo(500);
        }
    }

    @Test
    void answerWithAnImpossibleHeaderIsA500() {
        try (var relay = relay((_, decide) ->
                        decide.accept(new Verdict.Respond(200, Map.of("x-a", "b\r\nX-Evil: 1"), new byte[0])));
                var client = to(relay)) {
            var answer = client.send(GET).read();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("x-evil")).isEmpty();
        }
    }

    @Test
    void theTapOfAVerdictThatComesTooLateHearsOfItsEnd() throws Exception {
        var tap = new ScriptedTap();
        var decisions = new LinkedBlockingQueue<Consumer<Verdict>>();
        var usual = RelayConfig.defaults();
        var impatient = new RelayConfig(
                usual.connectTimeout(),
                usual.headTimeout(),
                usual.responseTimeout(),
                Duration.ofMillis(50),
                usual.keepAliveTimeout(),
                usual.maxUriBytes(),
                usual.maxHeadBytes(),
                usual.maxUnfinishedHeadBytes(),
                usual.maxPooledPerUpstream(),
                List.of());
        try (var relay = relay(impatient, (_, decide) -> decisions.add(decide));
                var client = to(relay)) {
            assertThat(client.send(GET).read().status()).isEqualTo(504);
            var nowhere = new Upstream.Tcp(InetSocketAddress.createUnresolved("localhost", 1));
            decisions.take().accept(new Verdict.Forward(nowhere, HeadEdits.NONE, false, Meter.NONE, tap));
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
        }
    }
}
