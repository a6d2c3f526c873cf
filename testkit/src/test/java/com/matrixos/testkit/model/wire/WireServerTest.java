package com.matrixos.testkit.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers as they are on the wire. The server repeats what it understood.
@Timeout(60)
final class WireServerTest {
    private final WireServer server = start(WireServerTest::repeat);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionCarriesOneRequestAfterTheOther() {
        try (var socket = connect(server)) {
            socket.send("GET /a?x=1&y=%20z HTTP/1.1\r\nhost: m\r\n\r\nPOST /b HTTP/1.1\r\ncontent-length: 2\r\n\r\nhi");

            assertThat(socket.read().body()).isEqualTo("GET /a x=1 y= z ");
            assertThat(socket.read().body()).isEqualTo("POST /b hi");
        }
    }

    @Test
    void chunksAreJoined() {
        try (var socket = connect(server)) {
            socket.send("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n"
                    + "0\r\ntrailer: 1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");

            assertThat(socket.read().body()).isEqualTo("POST / abc0123456789");
            assertThat(socket.read().body()).isEqualTo("GET /next ");
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOn() {
        try (var socket = connect(server)) {
            socket.send("POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
            assertThat(socket.readHead().startLine()).isEqualTo("HTTP/1.1 100 Continue");

            assertThat(socket.send("hi").read().body()).isEqualTo("POST / hi");
        }
    }

    @Test
    void toHeadTheLengthIsSaidAndNoMore() {
        try (var socket = connect(server)) {
            socket.send("HEAD /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");

            RawMessage head = socket.readHead();
            assertThat(head.header("content-length")).contains("8");
            assertThat(socket.read().body()).isEqualTo("GET /b ");
        }
    }

    @Test
    void whoWantsItClosedHasItClosed() {
        try (var socket = connect(server)) {
            socket.send("GET /a HTTP/1.1\r\nconnection: close\r\n\r\n");

            assertThat(socket.readToEnd()).contains("connection: close").endsWith("GET /a ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n"
            })
    void whatIsNoRequestIsRefused(String text) {
        try (var socket = connect(server)) {
            assertThat(socket.send(text).readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aHeadHasALimit() {
        try (var socket = connect(server)) {
            socket.send("GET / HTTP/1.1\r\n" + "x: " + "y".repeat(60_000) + "\r\nx: " + "y".repeat(6_000));

            assertThat(socket.readHead().status()).isEqualTo(400);
        }
    }

    @Test
    void whatIsSentWhileAClientIsWatchedBelongsToTheNextRequest() {
        var go = new CountDownLatch(1);
        try (var patient = start((request, reply) -> {
                    request.body().readAllBytes();
                    reply.watch();
                    go.await();
                    reply.begin(200, Map.of());
                    reply.send(request.path().getBytes(StandardCharsets.UTF_8));
                    reply.send(new byte[0]);
                    reply.end();
                });
                var socket = connect(patient)) {
            socket.send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
            go.countDown();

            assertThat(socket.read().body()).isEqualTo("/a");
            assertThat(socket.read().body()).isEqualTo("/b");
        }
    }

    @Test
    void whoIsWatchedAndLeavesInterruptsTheAnswer() {
        var interrupted = new AtomicBoolean();
        var never = new CountDownLatch(1);
        try (var patient = start((_, reply) -> {
            reply.watch();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        })) {
            connect(patient).send("GET / HTTP/1.1\r\n\r\n").close();
            Until.holds("the answer was interrupted", interrupted::get);
        }
    }

    private static void repeat(WireRequest request, WireReply reply) throws IOException {
        var text = new StringBuilder(request.method() + " " + request.path() + " ");
        request.query().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(entry).append(' '));
        text.append(new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
        reply.whole(200, Map.of(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static WireServer start(WireHandler handler) {
        return WireServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler);
    }

    private static RawSocket connect(WireServer server) {
        return RawSocket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }
}
