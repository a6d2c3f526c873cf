package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A user's limits of traffic hold for files and batches too.
@Timeout(60)
class PacingTest {
    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();

    private RunningProxy limited(String setting, String value) {
        return RunningProxy.with(Map.of(
                "ANTHROPIC_API_KEY",
                RunningProxy.KEY,
                "ANTHROPIC_API_URL",
                upstream.url().toString(),
                setting,
                value));
    }

    private static HttpRequest.Builder file(RunningProxy proxy, String token) {
        return HttpRequest.newBuilder(proxy.uri("/v1/files/file_unknown")).header("x-api-key", token);
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
    }

    @Test
    void requestsAreCountedInTheMinute() throws Exception {
        try (var proxy = limited("PROXY_USER_REQUESTS_PER_MINUTE", "2")) {
            String alice = proxy.grant("alice");
            String bob = proxy.grant("bob");
            assertThat(proxy.send(file(proxy, alice)).statusCode()).isEqualTo(404);
            assertThat(proxy.send(file(proxy, alice)).statusCode()).isEqualTo(404);
            HttpResponse<String> third = proxy.send(file(proxy, alice));
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body()).contains("rate_limit_error").contains("requests per minute");
            assertThat(third.headers().firstValue("retry-after")).isPresent();
            assertThat(proxy.send(file(proxy, bob)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anUploadTakesAPlaceUntilItIsOver() throws Exception {
        var answer = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            answer.await();
            reply.error(400, "invalid_request_error", "not a file");
        });
        try (var proxy = limited("PROXY_USER_CONCURRENCY", "1")) {
            String alice = proxy.grant("alice");
            var upload = proxy.client.sendAsync(
                    HttpRequest.newBuilder(proxy.uri("/v1/files"))
                            .header("x-api-key", alice)
                            .POST(BodyPublishers.ofString("a file"))
                            .build(),
                    BodyHandlers.ofString());
            upstream.take(Duration.ofSeconds(10));
            HttpResponse<String> second = proxy.send(file(proxy, alice));
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("concurrent calls");
            answer.countDown();
            assertThat(upload.get().statusCode()).isEqualTo(400);
            assertThat(proxy.send(file(proxy, alice)).statusCode()).isEqualTo(404);
        }
    }
}
