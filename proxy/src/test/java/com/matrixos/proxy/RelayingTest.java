package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.sockets.RawSocket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RelayingTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;
    private String token;

    @BeforeEach
    void start() throws Exception {
        proxy = RunningProxy.towards(upstream.url());
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    @Test
    void changesNothingInABodyEitherWay() throws Exception {
        byte[] asked =
                "{\"model\" : \"x\",\r\n \"unknown_field\": [1e5, \"\\u00e9é\"] }\n".getBytes(StandardCharsets.UTF_8);
        byte[] answered = "{ \"type\":\"message\",\"new\":{\"b\":1,\"a\":2.50}}\r\n".getBytes(StandardCharsets.UTF_8);
        upstream.play((_, reply) -> reply.whole(200, answered, "content-type: application/json", "request-id: req_1"));
        HttpResponse<byte[]> response = post(BodyPublishers.ofByteArray(asked));
        assertThat(response.body()).isEqualTo(answered);
        assertThat(response.headers().firstValue("request-id")).contains("req_1");
        assertThat(upstream.take(SOON).bodySha256()).isEqualTo(sha256(asked));
    }

    @Test
    void relaysLongAndChunkedBodiesUnchanged() throws Exception {
        byte[] asked = json(5_000_000, 1);
        byte[] answered = random(5_000_000, 2);
        upstream.play((_, reply) -> reply.whole(200, answered));
        assertThat(sha256(post(BodyPublishers.ofByteArray(asked)).body())).isEqualTo(sha256(answered));
        post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(asked)));
        RecordedRequest fixed = upstream.take(SOON);
        RecordedRequest chunked = upstream.take(SOON);
        assertThat(List.of(fixed.bodySha256(), chunked.bodySha256())).containsOnly(sha256(asked));
        assertThat(fixed.header("content-length")).contains("5000000");
        assertThat(chunked.header("transfer-encoding")).contains("chunked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/messages/count_tokens"})
    void aChunkedBodyIsCountedOnItsWay(String path) throws Exception {
        try (var client = RawSocket.connect(proxy.proxy().addresses().getFirst())) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            Thread endless = Thread.ofVirtual().start(() -> {
                byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                try {
                    while (true) {
                        client.send(chunk);
                    }
                } catch (UncheckedIOException e) {
                    // The proxy has hung up.
                }
            });
            RawMessage answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("request_too_large", "must not exceed 32 MiB");
            upstream.awaitConnectionEnd(SOON);
            assertThat(upstream.requests()).isEmpty();
            endless.join(SOON);
            assertThat(endless.isAlive()).isFalse();
        }
        assertThat(proxy.json("/quotas/alice").at("/daily/heldUsd").decimalValue())
                .isZero();
        assertThat(post(BodyPublishers.ofString("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void relaysAStreamCutAtAnyByte() throws Exception {
        byte[] stream = (String.join("", Events.stream("Grüße", "二"))
                        + ": comment\r\n\r\nevent: brand_new\r\ndata: {}\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < stream.length; cut++) {
            byte[] first = java.util.Arrays.copyOfRange(stream, 0, cut);
            byte[] second = java.util.Arrays.copyOfRange(stream, cut, stream.length);
            upstream.play((_, reply) -> {
                reply.beginEvents();
                reply.send(first);
                reply.send(second);
                reply.end();
            });
            assertThat(post(BodyPublishers.ofString("{}")).body())
                    .as("cut at " + cut)
                    .isEqualTo(stream);
        }
        assertThat(upstream.requests()).hasSize(stream.length - 1);
    }

    @Test
    void passesEachEventOnBeforeTheNextIsSent() throws Exception {
        List<String> events = Events.stream("a", "b", "c");
        var seen = new Semaphore(0);
        upstream.play((_, reply) -> {
            reply.beginEvents();
            for (String event : events) {
                reply.send(event);
                seen.acquire();
            }
            reply.end();
        });
        HttpResponse<InputStream> response =
                proxy.client.send(proxy.message(token, "{\"stream\":true}").build(), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        try (InputStream in = response.body()) {
            for (String event : events) {
                byte[] expected = event.getBytes(StandardCharsets.UTF_8);
                assertThat(in.readNBytes(expected.length)).isEqualTo(expected);
                seen.release();
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsQueryAndHeadersVerbatim() throws Exception {
        proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/messages?beta=true&x=%2F%20a&x=&y"))
                .header("x-api-key", token)
                .header("anthropic-beta", "one-2026-01-01,two")
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-future", "kept")
                .header("x-claude-code-session-id", "s1")
                .header("accept-encoding", "gzip, br")
                .header("x-forwarded-for", "6.6.6.6")
                .header("x-matrix-direct", "1")
                .header("cf-connecting-ip", "6.6.6.6")
                .POST(BodyPublishers.ofString("{}")));
        RecordedRequest seen = upstream.take(SOON);
        assertThat(seen.uri()).isEqualTo("/v1/messages?beta=true&x=%2F%20a&x=&y");
        assertThat(seen.header("anthropic-beta")).contains("one-2026-01-01,two");
        assertThat(seen.header("anthropic-version")).contains("2023-06-01");
        assertThat(seen.header("anthropic-future")).contains("kept");
        assertThat(seen.header("x-claude-code-session-id")).contains("s1");
        assertThat(seen.header("accept-encoding")).contains("identity");
        assertThat(seen.header("host")).contains(upstream.url().getAuthority());
        assertThat(seen.headerNames())
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.startsWith("x-forwarded") || name.startsWith("cf-"))
                .doesNotContain("forwarded", "via", "x-matrix-direct");
    }

    @Test
    void keepsTheBasePathOfTheUpstream() throws Exception {
        try (var based = RunningProxy.towards(URI.create(upstream.url() + "/base/path/"))) {
            based.send(based.message(based.grant("bob"), "{}"));
            assertThat(upstream.take(SOON).uri()).isEqualTo("/base/path/v1/messages");
        }
    }

    @Test
    void passesErrorsOfTheUpstreamOnAsTheyAre() throws Exception {
        upstream.play((_, reply) ->
                reply.error(429, "rate_limit_error", "slow down", "retry-after: 17", "x-should-retry: true"));
        var response = proxy.send(proxy.message(token, "{}"));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("17");
        assertThat(response.headers().firstValue("x-should-retry")).contains("true");
        assertThat(response.body()).contains("slow down");
    }

    @Test
    void closesTheUpstreamWhenTheClientHangsUp() throws Exception {
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Events.stream("a").getFirst());
            reply.hang();
        });
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", proxy.port()));
            socket.getOutputStream()
                    .write(("POST /v1/messages HTTP/1.1\r\nHost: p\r\nx-api-key: " + token
                                    + "\r\nContent-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
        // A bare FIN may also be half a close; the relay gives it three seconds of silence.
        upstream.awaitConnectionEnd(SOON);
    }

    @Test
    void showsAStreamThatDiedAsCutOff() throws Exception {
        upstream.play((_, reply) -> {
            reply.beginEvents();
            reply.send(Events.stream("a").getFirst());
            reply.die();
        });
        var seen = new ByteArrayOutputStream();
        assertThatThrownBy(() -> {
                    try (InputStream in = proxy.client
                            .send(proxy.message(token, "{}").build(), BodyHandlers.ofInputStream())
                            .body()) {
                        in.transferTo(seen);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(Events.stream("a").getFirst()).startsWith(seen.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsAnUpstreamThatIsNotThereFromOneThatBrokeOff() throws Exception {
        upstream.play((_, reply) -> reply.die());
        var broken = proxy.send(proxy.message(token, "{}"));
        assertThat(broken.statusCode()).isEqualTo(502);
        IdentityTest.assertError(broken, "api_error");
        upstream.play((_, reply) -> reply.whole(200, new byte[0], "content-length: 5"));
        assertThat(proxy.send(proxy.message(token, "{}")).statusCode()).isEqualTo(502);
        upstream.close();
        var gone = proxy.send(proxy.message(token, "{}"));
        assertThat(gone.statusCode()).isEqualTo(502);
        IdentityTest.assertError(gone, "api_error");
        assertThat(gone.headers().firstValue("retry-after")).contains("2");
        assertThat(gone.body()).doesNotContain(Integer.toString(upstream.url().getPort()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/organizations/usage_report/messages",
                "/v1/organizations",
                "/v1/Organizations/x",
                "/v1/organizations/"
            })
    void hidesTheOrganisation(String path) throws Exception {
        var response = proxy.send(HttpRequest.newBuilder(proxy.uri(path)).header("x-api-key", token));
        assertThat(response.statusCode()).isEqualTo(404);
        IdentityTest.assertError(response, "not_found_error");
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/../organizations/x",
                "/v1//organizations/x",
                "/v1/%6frganizations/x",
                "/v1/./organizations",
                "/v1/models/%2e%2e/organizations",
                "/v1/organizations;x=1",
                "/v1/models\\..\\organizations",
                "/v1/"
            })
    void refusesPathsThatMayMeanAnother(String path) throws Exception {
        String answer =
                proxy.raw("GET " + path + " HTTP/1.1\nHost: p\nx-api-key: " + token + "\nConnection: close\n\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void refusesWhatTheModelIsNotAskedBy() throws Exception {
        assertThat(proxy.raw("TRACE /v1/models HTTP/1.1\nHost: p\nx-api-key: " + token + "\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(proxy.raw("GET /v1/models HTTP/1.1\nHost: p\nx-api-key: " + token
                        + "\nConnection: Upgrade, close\nUpgrade: websocket\n\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void refusesABodyOverTheLimitBeforeItIsSent() throws Exception {
        for (String length : List.of("33554433", "99999999999999999999")) {
            String answer = proxy.raw("POST /v1/messages HTTP/1.1\nHost: p\nx-api-key: " + token + "\nContent-Length: "
                    + length + "\nConnection: close\n\n");
            assertThat(answer).containsPattern("^HTTP/1.1 4(13|00) ");
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void answersTheProbesOfClaudeCode() throws Exception {
        for (String path : List.of("/", "/api/hello")) {
            var response = proxy.send(HttpRequest.newBuilder(proxy.uri(path)).HEAD());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void saysSoWhenThereIsNoKey() throws Exception {
        try (var keyless = RunningProxy.with(Map.of())) {
            assertThat(keyless.send(keyless.message("none", "{}")).statusCode()).isEqualTo(401);
            var response = keyless.send(keyless.message(keyless.grant("bob"), "{}"));
            assertThat(response.statusCode()).isEqualTo(503);
            IdentityTest.assertError(response, "api_error");
            assertThat(response.body()).contains("ANTHROPIC_API_KEY");
            assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        }
    }

    private HttpResponse<byte[]> post(HttpRequest.BodyPublisher body) throws Exception {
        var request = HttpRequest.newBuilder(proxy.uri("/v1/messages"))
                .header("x-api-key", token)
                .POST(body)
                .build();
        return proxy.client.send(request, BodyHandlers.ofByteArray());
    }

    /// One object with one long text.
    ///
    /// @param length of all of it, in bytes
    static byte[] json(int length, long seed) {
        byte[] body = random(length, seed);
        for (int i = 0; i < length; i++) {
            body[i] = (byte) ('a' + (body[i] & 15));
        }
        byte[] begin = "{\"x\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, body, 0, begin.length);
        body[length - 2] = '"';
        body[length - 1] = '}';
        return body;
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
