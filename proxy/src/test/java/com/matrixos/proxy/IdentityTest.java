package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IdentityTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.towards(upstream.url());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    @Test
    void takesTheTokenInEitherHeader() throws Exception {
        String token = proxy.grant("alice");
        for (String[] header : List.of(
                new String[] {"authorization", "Bearer " + token},
                new String[] {"authorization", "bearer " + token},
                new String[] {"x-api-key", token})) {
            var response =
                    proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/models")).header(header[0], header[1]));
            assertThat(response.statusCode()).as(header[0]).isEqualTo(200);
            assertThat(upstream.take(SOON).uri()).isEqualTo("/v1/models");
        }
    }

    @Test
    void putsTheSharedKeyInPlaceOfTheToken() throws Exception {
        String token = proxy.grant("alice");
        proxy.send(proxy.message(token, "{}").header("x-api-key", token).header("cookie", "a=b"));
        RecordedRequest seen = upstream.take(SOON);
        assertThat(seen.header("x-api-key")).contains(RunningProxy.KEY);
        assertThat(seen.headerNames()).doesNotHaveDuplicates().doesNotContain("authorization", "cookie");
        assertThat(seen.headers().toString()).doesNotContain(token);
    }

    @Test
    void letsAPersonsOwnKeyBesideTheTokenPassUnused() throws Exception {
        String token = proxy.grant("alice");
        var response = proxy.send(proxy.message(token, "{}").header("x-api-key", "sk-ant-own-key"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(upstream.take(SOON).headers().toString()).doesNotContain("sk-ant-own-key");
    }

    @Test
    void refusesEverybodyElseInAnthropicsShape() throws Exception {
        String alice = proxy.grant("alice");
        String bob = proxy.grant("bob");
        var requests = List.of(
                HttpRequest.newBuilder(proxy.uri("/v1/models")),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", "sk-ant-own-key"),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("authorization", "Bearer "),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("authorization", "Basic " + alice),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", Tokens.sha256(alice)),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", alice + "x"),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-api-key", "x".repeat(20_000)),
                HttpRequest.newBuilder(proxy.uri("/v1/models")).header("x-matrix-user", "alice"),
                HttpRequest.newBuilder(proxy.uri("/v1/models"))
                        .header("x-api-key", alice)
                        .header("authorization", "Bearer " + bob),
                HttpRequest.newBuilder(proxy.uri("/v1/models"))
                        .header("x-api-key", alice)
                        .header("x-api-key", bob),
                HttpRequest.newBuilder(proxy.uri("/v1/models"))
                        .header("authorization", "Bearer " + alice)
                        .header("authorization", "Bearer " + bob));
        for (HttpRequest.Builder request : requests) {
            HttpResponse<String> response = proxy.send(request);
            assertThat(response.statusCode()).isEqualTo(401);
            assertError(response, "authentication_error");
            assertThat(response.body()).contains("container token").doesNotContain(alice);
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//v1/messages", "///v1/messages", "/v1//messages", "/v1/a%2Fb", "/v1/%2e%2e/tokens"})
    void refusesPathsOfTwoMeaningsInAnthropicsShape(String path) throws Exception {
        String token = proxy.grant("alice");
        var response = proxy.send(HttpRequest.newBuilder(proxy.uri(path)).header("x-api-key", token));
        assertThat(response.statusCode()).isEqualTo(400);
        assertError(response, "invalid_request_error");
        assertThat(response.body()).contains("plain segments");
        assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri(path))).statusCode())
                .isEqualTo(401);
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void killsTheOldTokenWhenANewOneIsGranted() throws Exception {
        String old = proxy.grant("alice");
        assertThat(proxy.send(proxy.message(old, "{}")).statusCode()).isEqualTo(200);
        String fresh = proxy.grant("alice");
        assertThat(proxy.send(proxy.message(old, "{}")).statusCode()).isEqualTo(401);
        assertThat(proxy.send(proxy.message(fresh, "{}")).statusCode()).isEqualTo(200);
        proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens/containers/alice")).DELETE());
        assertThat(proxy.send(proxy.message(fresh, "{}")).statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTokensOverARestart() throws Exception {
        String token = proxy.grant("alice");
        proxy.proxy().close();
        var again = RunningProxy.with(java.util.Map.of(
                "ANTHROPIC_API_KEY", RunningProxy.KEY,
                "ANTHROPIC_API_URL", upstream.url().toString(),
                "PROXY_DB_PATH", proxy.folder.resolve("proxy.db").toString()));
        try (again) {
            assertThat(again.send(again.message(token, "{}")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void neverLogsATokenNorAnswersOne() throws Exception {
        String token = proxy.grant("alice");
        upstream.play((_, reply) -> reply.error(529, "overloaded_error", "Overloaded"));
        var response = proxy.send(proxy.message(token, "{\"model\":\"m\"}"));
        assertThat(response.statusCode()).isEqualTo(529);
        upstream.close();
        proxy.send(proxy.message(token, "{\"model\":\"m\"}"));
        assertThat(proxy.logged())
                .contains("upstream failed")
                .doesNotContain(token)
                .doesNotContain(Tokens.sha256(token));
    }

    static void assertError(HttpResponse<String> response, String type) throws Exception {
        JsonNode body = Json.mapper().readTree(response.body());
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(body.path("error").path("type").asText()).isEqualTo(type);
        assertThat(body.path("error").path("message").asText()).isNotBlank();
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }
}
