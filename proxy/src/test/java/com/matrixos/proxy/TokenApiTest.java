package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.ManualScheduler;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What platform and operator say about tokens, and what the bearers find true afterwards.
@Timeout(60)
class TokenApiTest {
    private static final String START = "2026-02-15T11:30:18.120Z";

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private final ManualScheduler time = new ManualScheduler(Instant.parse(START));
    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.with(
                Map.of(
                        "ANTHROPIC_API_KEY",
                        RunningProxy.KEY,
                        "ANTHROPIC_API_URL",
                        upstream.url().toString()),
                time);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    @Test
    void keepsThePreviousTokenForAsLongAsAsked() throws Exception {
        String old = proxy.grant("alice");
        String fresh = Tokens.random("mx_");
        assertThat(put("/tokens/containers/alice", grant(fresh, "\"keepPreviousSeconds\":30")))
                .isEqualTo(200);
        assertThat(list().get(0).path("previousUntil").asText()).isEqualTo("2026-02-15T11:30:48.120Z");
        time.advance(Duration.ofMillis(29_999));
        assertThat(status(old)).isEqualTo(200);
        assertThat(status(fresh)).isEqualTo(200);
        time.advance(Duration.ofMillis(1));
        assertThat(status(old)).isEqualTo(401);
        assertThat(status(fresh)).isEqualTo(200);
        assertThat(list().get(0).path("previousUntil").isNull()).isTrue();
    }

    @Test
    void keepsTwoTokensAtTheMost() throws Exception {
        String first = proxy.grant("alice");
        String second = Tokens.random("mx_");
        String third = Tokens.random("mx_");
        put("/tokens/containers/alice", grant(second, "\"keepPreviousSeconds\":3600"));
        put("/tokens/containers/alice", grant(third, "\"keepPreviousSeconds\":3600"));
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
        assertThat(status(third)).isEqualTo(200);
        put("/tokens/containers/alice", grant(second, "\"keepPreviousSeconds\":null"));
        assertThat(status(third)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
    }

    @Test
    void takesTwoTokensOfOneContainerInOneRequest() throws Exception {
        String old = proxy.grant("alice");
        String fresh = Tokens.random("mx_");
        put("/tokens/containers/alice", grant(fresh, "\"keepPreviousSeconds\":30"));
        assertThat(proxy.send(proxy.message(fresh, "{}").header("x-api-key", old))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void killsPresentAndPreviousAtOnce() throws Exception {
        for (String path : new String[] {"/tokens/containers/alice", "/tokens/container:alice"}) {
            String old = proxy.grant("alice");
            String fresh = Tokens.random("mx_");
            put("/tokens/containers/alice", grant(fresh, "\"keepPreviousSeconds\":30"));
            assertThat(delete(path)).isEqualTo(200);
            assertThat(status(old)).isEqualTo(401);
            assertThat(status(fresh)).isEqualTo(401);
        }
        assertThat(delete("/tokens/containers/alice")).isEqualTo(200);
        assertThat(delete("/tokens/container:alice")).isEqualTo(404);
    }

    @Test
    void refusesATokenFromElsewhereAndSaysSoOnceAMinute() throws Exception {
        String token = Tokens.random("mx_");
        put("/tokens/containers/alice", grant(token, "\"address\":\"127.0.0.2\""));
        assertThat(from("127.0.0.2", token)).startsWith("HTTP/1.1 200 ");
        for (int i = 0; i < 3; i++) {
            assertThat(from("127.0.0.3", token))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\"type\":\"error\"")
                    .contains("authentication_error")
                    .contains("container token")
                    .doesNotContain("127.0.0.2");
        }
        String warning = "token seen from elsewhere handle=alice bound=127.0.0.2 seen=127.0.0.3";
        assertThat(proxy.logged()).containsOnlyOnce(warning).doesNotContain(token);
        time.advance(Duration.ofMinutes(1));
        from("127.0.0.4", token);
        assertThat(proxy.logged()).contains("handle=alice bound=127.0.0.2 seen=127.0.0.4");
    }

    @Test
    void bindsAndUnbindsAsTheContainerMoves() throws Exception {
        String token = proxy.grant("alice");
        assertThat(from("127.0.0.9", token)).startsWith("HTTP/1.1 200 ");
        assertThat(put("/tokens/containers/alice/address", "{\"address\":\"127.0.0.2\"}"))
                .isEqualTo(200);
        assertThat(from("127.0.0.9", token)).startsWith("HTTP/1.1 401 ");
        assertThat(list().get(0).path("address").asText()).isEqualTo("127.0.0.2");
        assertThat(put("/tokens/containers/alice", grant(token, "\"address\":\"::ffff:127.0.0.9\"")))
                .isEqualTo(200);
        assertThat(from("127.0.0.9", token)).startsWith("HTTP/1.1 200 ");
        assertThat(from("127.0.0.2", token)).startsWith("HTTP/1.1 401 ");
        assertThat(put("/tokens/containers/alice/address", "{\"address\":null}"))
                .isEqualTo(200);
        assertThat(from("127.0.0.2", token)).startsWith("HTTP/1.1 200 ");
        assertThat(put("/tokens/containers/nobody/address", "{\"address\":null}"))
                .isEqualTo(404);
    }

    @Test
    void theSameDigestChangesNothingButTheAddress() throws Exception {
        String old = proxy.grant("alice");
        String fresh = Tokens.random("mx_");
        put("/tokens/containers/alice", grant(fresh, "\"keepPreviousSeconds\":60"));
        JsonNode before = list().get(0);
        time.advance(Duration.ofSeconds(10));
        put("/tokens/containers/alice", grant(fresh, "\"address\":\"127.0.0.1\""));
        assertThat(list().get(0).path("createdAt")).isEqualTo(before.path("createdAt"));
        assertThat(list().get(0).path("previousUntil")).isEqualTo(before.path("previousUntil"));
        assertThat(status(old)).isEqualTo(200);
    }

    @Test
    void keepsBindingAndRotationOverARestart() throws Exception {
        String old = proxy.grant("alice");
        String fresh = Tokens.random("mx_");
        put("/tokens/containers/alice", grant(fresh, "\"keepPreviousSeconds\":60,\"address\":\"127.0.0.2\""));
        proxy.proxy().close();
        var settings = Map.of("PROXY_DB_PATH", proxy.folder.resolve("proxy.db").toString());
        try (var again = RunningProxy.with(settings, time)) {
            var address = new InetSocketAddress("127.0.0.1", again.port());
            // Known: there is no key in this one, and only callers are told so.
            assertThat(RunningProxy.raw("127.0.0.2", address, request(old))).startsWith("HTTP/1.1 503 ");
            assertThat(RunningProxy.raw("127.0.0.2", address, request(fresh))).startsWith("HTTP/1.1 503 ");
            assertThat(RunningProxy.raw("127.0.0.3", address, request(fresh))).startsWith("HTTP/1.1 401 ");
            time.advance(Duration.ofSeconds(60));
            assertThat(RunningProxy.raw("127.0.0.2", address, request(old))).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void givesScriptsTokensThatAreShownOnce() throws Exception {
        var response = post("{\"userId\":\"nightly@example.com\",\"note\":\"the build's \u00fcber-bot\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode made = Json.mapper().readTree(response.body());
        String token = made.path("token").asText();
        assertThat(token).startsWith("mxs_");
        assertThat(made.path("userId").asText()).isEqualTo("nightly@example.com");
        assertThat(made.path("createdAt").asText()).isEqualTo(START);
        assertThat(from("127.0.0.7", token)).startsWith("HTTP/1.1 200 ");

        proxy.grant("alice");
        assertThat(list()).hasSize(2);
        JsonNode listed = list().get(1);
        assertThat(listed.path("id")).isEqualTo(made.path("id"));
        assertThat(listed.path("kind").asText()).isEqualTo("script");
        assertThat(listed.path("note").asText()).isEqualTo("the build's \u00fcber-bot");
        assertThat(listed.path("handle").isNull()).isTrue();
        assertThat(list().toString()).doesNotContain(token, Tokens.sha256(token));
        assertThat(proxy.logged()).doesNotContain(token);

        String path = "/tokens/" + made.path("id").asText();
        assertThat(delete(path)).isEqualTo(200);
        assertThat(status(token)).isEqualTo(401);
        assertThat(delete(path)).isEqualTo(404);
    }

    @Test
    void refusesAScriptsTokenForAContainer() throws Exception {
        String token = Json.mapper()
                .readTree(post("{\"userId\":\"bot\"}").body())
                .path("token")
                .asText();
        assertThat(put("/tokens/containers/alice", grant(token, "\"address\":null")))
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"address\":\"localhost\"      | address",
                "\"address\":\"\"               | address",
                "\"address\":\"172.18.0.5/16\"  | address",
                "\"address\":\"300.1.1.1\"      | address",
                "\"address\":7                  | address",
                "\"keepPreviousSeconds\":-1     | keepPreviousSeconds",
                "\"keepPreviousSeconds\":3601   | keepPreviousSeconds",
                "\"keepPreviousSeconds\":\"1\"  | keepPreviousSeconds",
                "\"keepFor\":1                  | keepFor"
            })
    void namesTheFieldOfABadGrant(String more, String field) throws Exception {
        var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens/containers/alice"))
                .PUT(BodyPublishers.ofString(grant("any", more))));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.mapper().readTree(response.body()).path("field").asText())
                .isEqualTo(field);
        assertThat(list()).isEmpty();
    }

    @Test
    void namesTheFieldOfABadAddress() throws Exception {
        proxy.grant("alice");
        var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens/containers/alice/address"))
                .PUT(BodyPublishers.ofString("{\"address\":\"example.com\"}")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"field\":\"address\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"userId\":\"\"}",
                "{\"userId\":\"-a\"}",
                "{\"userId\":\"a b\"}",
                "{\"userId\":\"a/b\"}",
                "{\"userId\":7}",
                "{\"userId\":\"a0123456789012345678901234567890123456789012345678901234567890123\"}"
            })
    void refusesABadUser(String body) throws Exception {
        var response = post(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.mapper().readTree(response.body()).path("field").asText())
                .isEqualTo("userId");
    }

    @Test
    void refusesABadNote() throws Exception {
        for (String note : new String[] {"a\\nb", "\\u0000", "\\u0085", "n".repeat(201)}) {
            var response = post("{\"userId\":\"bot\",\"note\":\"" + note + "\"}");
            assertThat(response.statusCode()).as(note).isEqualTo(400);
            assertThat(response.body()).contains("\"field\":\"note\"");
        }
        assertThat(post("{\"userId\":\"bot\",\"note\":\"" + "n".repeat(200) + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static String grant(String token, String more) {
        return "{\"sha256\":\"" + Tokens.sha256(token) + "\"," + more + "}";
    }

    private int put(String path, String body) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri(path)).PUT(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens")).POST(BodyPublishers.ofString(body)));
    }

    private int delete(String path) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri(path)).DELETE()).statusCode();
    }

    private JsonNode list() throws Exception {
        return Json.mapper()
                .readTree(
                        proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens"))).body());
    }

    private int status(String token) throws Exception {
        return proxy.send(proxy.message(token, "{}")).statusCode();
    }

    private String from(String address, String token) throws Exception {
        return RunningProxy.raw(address, new InetSocketAddress("127.0.0.1", proxy.port()), request(token));
    }

    private static String request(String token) {
        return "GET /v1/models HTTP/1.1\nHost: p\nx-api-key: " + token + "\nConnection: close\n\n";
    }
}
