package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class LargeBodyTest {
    private static final int MIB = 1024 * 1024;
    private static final String START =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"";

    private final ScriptedModel model = ScriptedModel.start();
    private final Client client = Client.of(model);

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void aTextOfThirtyMebibytesIsRead() throws Exception {
        String body = START + "x".repeat(30 * MIB) + "\"}]}";

        assertThat(Client.json(client.send(client.to("/v1/messages").POST(BodyPublishers.ofString(body))))
                        .path("usage")
                        .path("input_tokens")
                        .asInt())
                .isEqualTo(30 * MIB / 4 + 1);
    }

    /// They are read one after the other, and a message at a time.
    @Test
    void manyLargeBodiesAreReadAtOnce() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 10)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        this::sendMany, task -> Thread.ofVirtual().start(task)))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
    }

    @Test
    void moreThanTheLimitIsRefusedWhetherAnnouncedOrNot() throws Exception {
        String body = START + "x".repeat(33 * MIB) + "\"}]}";
        var announced = client.send(client.to("/v1/messages").POST(BodyPublishers.ofString(body)));
        Client.assertError(announced, 413, "request_too_large");
        var chunked = client.send(client.to("/v1/messages").POST(BodyPublishers.ofInputStream(() -> stream(body))));
        Client.assertError(chunked, 413, "request_too_large");
    }

    private int sendMany() {
        try {
            return client.send(client.to("/v1/messages").POST(BodyPublishers.ofInputStream(LargeBodyTest::messages)))
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Twelve messages of a mebibyte, each made when it is sent.
    private static InputStream messages() {
        String message = "{\"role\":\"user\",\"content\":\"" + "x".repeat(MIB) + "\"}";
        String head = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" + message;
        Iterator<InputStream> parts = IntStream.range(0, 13)
                .mapToObj(i -> stream(i == 0 ? head : i == 12 ? "]}" : "," + message))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
