package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.Reply;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call holds for the files that it names, by the shipped prices.
@Timeout(60)
class FilePromptsTest {
    /// Of a token of a prompt that may be written to the cache, in the US.
    private static final BigDecimal USD_PER_TOKEN = new BigDecimal("0.0000055");

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;
    private String token;
    private volatile String file = "{}";
    private volatile BigDecimal held = BigDecimal.ZERO;

    @BeforeEach
    void start() throws Exception {
        upstream.play(this::play);
        proxy = RunningProxy.towards(upstream.url());
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    private void play(RecordedRequest request, Reply reply) throws IOException {
        if (request.uri().startsWith("/v1/files")) {
            reply.json(200, file);
        } else {
            held = held();
            reply.json(200, Events.message("read"));
        }
    }

    private BigDecimal held() {
        try {
            return proxy.json("/quotas/alice").at("/daily/heldUsd").decimalValue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void upload(String id, String rest) throws Exception {
        file = "{\"id\":\"" + id + "\"" + rest + "}";
        assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/files"))
                                .header("x-api-key", token)
                                .POST(BodyPublishers.ofString("bytes")))
                        .statusCode())
                .isEqualTo(200);
    }

    /// How many tokens of a prompt a message holds that names these files, less those of its own few bytes.
    private long promptHeld(String... ids) throws Exception {
        long none = tokensHeld("");
        return tokensHeld(
                        Stream.of(ids).map(id -> "{\"file_id\":\"" + id + "\"}").collect(Collectors.joining(",")))
                - none;
    }

    private long tokensHeld(String content) throws Exception {
        String body = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":0,\"messages\":[" + content + "]}";
        assertThat(proxy.send(proxy.message(token, body)).statusCode()).isEqualTo(200);
        return held.divideToIntegralValue(USD_PER_TOKEN).longValueExact();
    }

    @ParameterizedTest
    @CsvSource({
        "3000, text/plain, 1000",
        "600000, text/plain, 200000",
        "524288000, text/plain, 999000",
        "9000000, image/png, 6000",
        "3000000, application/pdf, 86000"
    })
    void aFileCountsByItsSize(long bytes, String type, long tokens) throws Exception {
        upload("file_1", ",\"size_bytes\":" + bytes + ",\"mime_type\":\"" + type + "\"");
        assertThat(promptHeld("file_1")).isBetween(tokens, tokens + 1_000);
    }

    @Test
    void aFileOfWhichNothingIsToldIsAFewPages() throws Exception {
        for (String told : new String[] {"", ",\"size_bytes\":\"9\"", ",\"size_bytes\":-9", ",\"size_bytes\":null"}) {
            upload("file_x" + told.length(), told);
            assertThat(promptHeld("file_x" + told.length())).isBetween(20_000L, 20_100L);
        }
    }

    @Test
    void allTogetherAreNotMoreThanAContext() throws Exception {
        upload("file_1", ",\"size_bytes\":3000000,\"mime_type\":\"text/plain\"");
        upload("file_2", ",\"size_bytes\":3000000,\"mime_type\":\"text/plain\"");
        assertThat(promptHeld("file_1", "file_2")).isBetween(999_000L, 1_000_000L);
    }
}
