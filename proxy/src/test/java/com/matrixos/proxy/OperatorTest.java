package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OperatorTest {
    private static final String DIGEST = Tokens.sha256("any");

    @Test
    void tellsAnyoneThatItIsHealthy() throws Exception {
        try (var proxy = RunningProxy.with(Map.of("PLATFORM_SECRET", RunningProxy.SECRET))) {
            var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/health")));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(proxy.raw("GET /health HTTP/1.1\nHost: proxy\nX-Forwarded-For: 1.2.3.4\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void listsHandlesAndTimesButNoTokens() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            String token = proxy.grant("alice");
            proxy.grant("bob");
            var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens")));
            JsonNode list = Json.mapper().readTree(response.body());
            assertThat(list).hasSize(2);
            assertThat(list.get(0).path("handle").asText()).isEqualTo("alice");
            assertThat(list.get(0).path("createdAt").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
            assertThat(list.get(0).path("id").asText()).isEqualTo("container:alice");
            assertThat(list.get(0).path("kind").asText()).isEqualTo("container");
            assertThat(list.get(0).path("userId").asText()).isEqualTo("alice");
            assertThat(response.body()).doesNotContain(token, Tokens.sha256(token));
            assertThat(response.headers().firstValue("cache-control")).contains("private, no-store");
        }
    }

    @Test
    void revokesAsOftenAsAsked() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            proxy.grant("alice");
            for (int i = 0; i < 2; i++) {
                var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens/containers/alice"))
                        .DELETE());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("{\"ok\":true}");
            }
        }
    }

    @Test
    void refusesATokenThatAnotherContainerHas() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            assertThat(proxy.put("alice", DIGEST).statusCode()).isEqualTo(200);
            assertThat(proxy.put("alice", DIGEST).statusCode()).isEqualTo(200);
            assertThat(proxy.put("bob", DIGEST).statusCode()).isEqualTo(409);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sha256\":null}",
                "{\"sha256\":7}",
                "{\"sha256\":\"abc\"}",
                "{\"sha256\":\"ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789\"}",
                "{\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0\"}",
                "{\"sha256x\":\"a\"}"
            })
    void namesTheFieldOfABadGrant(String body) throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens/containers/alice"))
                    .PUT(BodyPublishers.ofString(body)));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(Json.mapper().readTree(response.body()).path("field").asText())
                    .startsWith("sha256");
        }
    }

    @Test
    void refusesOtherBadInput() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            assertThat(proxy.put("Alice", DIGEST).statusCode()).isEqualTo(400);
            assertThat(proxy.put("a", DIGEST).statusCode()).isEqualTo(400);
            assertThat(proxy.put("..", DIGEST).statusCode()).isBetween(400, 404);
            assertThat(proxy.put("alice", "a".repeat(70_000)).statusCode()).isEqualTo(413);
            assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri("/nothing"))).statusCode())
                    .isEqualTo(404);
            assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri("/tokens")).PUT(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /usage/a%2Fb",
                "GET /%2e%2e",
                "GET /usage/%2e%2e/tokens",
                "GET //usage/demo",
                "GET /usage/..;/tokens",
                "DELETE /tokens/a%2fb",
                "PUT /tokens/containers/a%2fb",
                "GET /usage/%zz",
                "GET /usage/%00"
            })
    void refusesPathsOfTwoMeaningsLikeEverythingElse(String request) throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            String answer = proxy.raw(request + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("content-type: application/problem+json");
            JsonNode problem = Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(problem.path("detail").asText()).isNotBlank();
            assertThat(problem.path("status").asText()).isEqualTo(answer.substring(9, 12));
        }
    }

    @Test
    void wantsTheSecretWhenThereIsOne() throws Exception {
        try (var proxy = RunningProxy.with(Map.of("PLATFORM_SECRET", RunningProxy.SECRET))) {
            for (String authorization : List.of("", "Bearer wrong", "Basic " + RunningProxy.SECRET, "Bearer ")) {
                assertThat(proxy.raw(get("localhost", "Authorization: " + authorization)))
                        .as(authorization)
                        .startsWith("HTTP/1.1 401 ");
            }
            assertThat(proxy.raw(get("localhost", "X-Matrix-Direct: 1"))).startsWith("HTTP/1.1 401 ");
            String bearer = "Authorization: Bearer " + RunningProxy.SECRET;
            assertThat(proxy.raw(get("localhost", bearer))).startsWith("HTTP/1.1 200 ");
            assertThat(proxy.raw(get("proxy.internal", bearer + "\nX-Forwarded-For: 1.2.3.4")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void withoutASecretWantsADirectRequestOnThisMachine() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            for (String host : List.of("localhost", "127.0.0.1", "LocalHost:8080", "127.0.0.1:" + proxy.port())) {
                assertThat(proxy.raw(get(host, "A: b"))).as(host).startsWith("HTTP/1.1 200 ");
            }
            for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.2", "matrix-os.com:8080")) {
                assertThat(proxy.raw(get(host, "A: b"))).as(host).startsWith("HTTP/1.1 401 ");
                assertThat(proxy.raw(get(host, "X-Matrix-Direct: 1"))).as(host).startsWith("HTTP/1.1 401 ");
            }
            for (String header : List.of(
                    "X-Forwarded-For: 127.0.0.1", "CF-Connecting-IP: 1.2.3.4", "Via: 1.1 x", "Forwarded: for=x")) {
                assertThat(proxy.raw(get("localhost", header))).as(header).startsWith("HTTP/1.1 401 ");
                assertThat(proxy.raw(get("localhost", header + "\nX-Matrix-Direct: 1")))
                        .as(header)
                        .startsWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void takesAnyLoopbackPeerForThisMachineButNotAnyHost() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            var address = new InetSocketAddress("127.0.0.1", proxy.port());
            assertThat(RunningProxy.raw("127.0.0.2", address, get("localhost", "A: b")))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RunningProxy.raw("127.0.0.2", address, get("127.0.0.2", "A: b")))
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void withoutASecretAPageInABrowserHereIsNotTheOperator() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            for (String said : List.of(
                    "Origin: https://evil.example",
                    "Origin: null",
                    "Origin: http://127.0.0.1:" + proxy.port(),
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Site: same-site",
                    "Sec-Fetch-Site: same-origin",
                    "Sec-Fetch-Site: none\nSec-Fetch-Site: cross-site",
                    "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nContent-Type: text/plain")) {
                for (String request : List.of(
                        get("127.0.0.1", said),
                        post("/quotas", said, "{\"enabled\":false}"),
                        post("/tokens", said, "{\"userId\":\"mallory\"}"),
                        post("/prices/reload", said, ""))) {
                    assertThat(proxy.raw(request)).as(request).startsWith("HTTP/1.1 403 ");
                }
                assertThat(proxy.raw(get("evil.example", said))).startsWith("HTTP/1.1 401 ");
            }
            assertThat(proxy.json("/quotas").at("/default/enabled").asBoolean()).isTrue();
            assertThat(proxy.json("/tokens")).isEmpty();
        }
    }

    @Test
    void withoutASecretWhatIsTypedAtTheMachineIsTheOperators() throws Exception {
        try (var proxy = RunningProxy.with(Map.of())) {
            assertThat(proxy.raw(get("127.0.0.1", "Sec-Fetch-Site: none"))).startsWith("HTTP/1.1 200 ");
            String form = "Content-Type: application/x-www-form-urlencoded";
            assertThat(proxy.raw(post("/quotas/demo", form, "{\"dailyLimitUsd\":2}")))
                    .as("curl -d")
                    .startsWith("HTTP/1.1 200 ");
            assertThat(proxy.raw("GET /health HTTP/1.1\nHost: a\nOrigin: https://x.example\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static String post(String path, String header, String body) {
        return "POST " + path + " HTTP/1.1\nHost: 127.0.0.1\n" + header + "\nContent-Length: " + body.length()
                + "\nConnection: close\n\n" + body;
    }

    private static String get(String host, String header) {
        return "GET /tokens HTTP/1.1\nHost: " + host + "\n" + header + "\nConnection: close\n\n";
    }
}
