package com.matrixos.home.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Home in front of a proxy that plays its part.
class AiRoutesTest {
    private static HttpServer serve(Routes routes) {
        return HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    private static String status(Map<String, String> environment) throws Exception {
        var routes = new Routes();
        new AiRoutes("alice", environment).addTo(routes);
        try (var home = serve(routes);
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + home.port(0) + "/api/ai/status"));
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    private static Map<String, String> towards(HttpServer proxy) {
        return Map.of(
                "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + proxy.port(0), "ANTHROPIC_AUTH_TOKEN", "mx_the-token");
    }

    @Test
    void tellsWhichModelAnswersAndWhatItHasCost() throws Exception {
        var routes = new Routes()
                .get("/ready", _ -> Answer.json(200, Map.of("status", "ready", "model", "demo")))
                .get("/usage/alice", call -> {
                    assertThat(call.header("authorization")).contains("Bearer mx_the-token");
                    return Answer.text(200, "application/json", "{\"daily\":0.012345678,\"monthly\":1.5,\"total\":2}");
                });
        try (var proxy = serve(routes)) {
            assertThat(status(towards(proxy)))
                    .isEqualTo("{\"model\":\"demo\",\"todayUsd\":0.012345678,\"monthUsd\":1.5}");
        }
    }

    @Test
    void aRefusalIsNoModel() throws Exception {
        try (var proxy = serve(new Routes())) {
            assertThat(status(towards(proxy))).isEqualTo("{\"model\":\"none\",\"todayUsd\":null,\"monthUsd\":null}");
        }
    }

    @Test
    void saysSoWhenNobodyAnswers() throws Exception {
        HttpServer gone = serve(new Routes());
        Map<String, String> environment = towards(gone);
        gone.close();
        assertThat(status(environment)).contains("\"model\":\"unreachable\"");
        assertThat(status(Map.of())).contains("\"model\":\"unreachable\"");
    }
}
