package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.sockets.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An upstream that answers as soon as it has a request's head.
@Timeout(60)
final class EarlyAnswersTest {
    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":5}";
    private static final String MESSAGE =
            "{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}";

    private final ServerSocket upstream = listening();
    private volatile String answer = "";
    private RunningProxy proxy;
    private String token;

    @BeforeEach
    void start() throws Exception {
        Thread.ofVirtual().start(this::serve);
        proxy = RunningProxy.towards(URI.create("http://127.0.0.1:" + upstream.getLocalPort()));
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MESSAGE, ""})
    void aWellAnswerToHalfARequestIsNotPassedOn(String body) throws Exception {
        answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
        RawMessage seen = half();
        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body()).contains("api_error").doesNotContain("msg_1");
        assertThat(proxy.json("/quotas/alice").at("/daily/heldUsd").decimalValue())
                .isZero();
    }

    @Test
    void anErrorIsPassedOnAsBefore() throws Exception {
        answer = "HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\n{}";
        assertThat(half().status()).isEqualTo(413);
        assertThat(proxy.json("/usage/alice/by?dim=model")).isEmpty();
    }

    /// Sends all of a request but its last byte, and reads what comes.
    private RawMessage half() throws Exception {
        try (var client = RawSocket.connect(proxy.proxy().addresses().getFirst())) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY.substring(1));
            return client.read();
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = upstream.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (int matched = 0; matched < 4; ) {
                matched = in.read() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
            }
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            in.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
