package com.matrixos.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeTest {
    private HomeFixture home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new HomeFixture(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void isHealthy() throws Exception {
        assertThat(home.get("/health").body())
                .asString()
                .isEqualTo("{\"status\":\"ok\",\"cronJobs\":0,\"channels\":{}}");
    }

    @Test
    void tellsAboutItself() throws Exception {
        JsonNode info = Json.mapper().readTree(home.get("/api/system/info").body());
        assertThat(info.get("handle").asText()).isEqualTo("probe");
        assertThat(info.get("version").asText()).isNotEmpty();
        assertThat(info.get("uptime").isIntegralNumber()).isTrue();
        assertThat(info.get("startedAt").asText()).endsWith("Z");
        assertThat(info.get("memory").has("usedBytes")).isTrue();
        assertThat(info.get("memory").has("limitBytes")).isTrue();
        assertThat(info.get("modules")).isEmpty();
        assertThat(info.get("channels").isObject()).isTrue();
        assertThat(info.get("skills").asInt()).isZero();
        assertThat(info.get("todayCost").asInt()).isZero();
    }

    @Test
    void servesTheSameOnBothPorts() throws Exception {
        for (String path : new String[] {"/", "/health", "/api/files", "/api/terminals"}) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + home.shellPort() + path))
                    .build();
            var answer = home.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(home.get(path).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/settings/appearance"})
    void servesTheDesktopLockedDown(String path) throws Exception {
        HttpResponse<byte[]> answer = home.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).asString().contains("<title>desktop</title>");
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'self'", "object-src 'none'")
                .doesNotContain("unsafe-eval", "http:");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).hasValue("same-origin");
    }

    @Test
    void servesAssetsForEver() throws Exception {
        HttpResponse<byte[]> answer = home.get("/assets/app-1a2b.js");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/javascript");
        assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("immutable");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/none, 404",
        "GET, /api, 404",
        "GET, /api/, 404",
        "GET, /api/files/more, 404",
        "POST, /api/none, 404",
        "DELETE, /api/none/more, 404",
        "GET, /ws, 404",
        "GET, /ws/none, 404",
        "GET, /apps/none, 404",
        "GET, /modules/none, 404",
        "GET, /assets/none.js, 404",
        "POST, /api/files, 405",
        "DELETE, /api/system/info, 405",
        "PUT, /health, 405",
        "POST, /, 405",
        "GET, /ws/terminal, 426",
    })
    void answersWhatIsNotThereAsAProblem(String method, String path, int status) throws Exception {
        HttpResponse<byte[]> answer = home.send(method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).asString().doesNotContain("<title>");
    }

    @Test
    void saysThatThereIsNoDesktop() throws Exception {
        Files.delete(home.web().resolve("index.html"));
        assertThat(home.get("/").statusCode()).isEqualTo(503);
        assertThat(home.get("/health").statusCode()).isEqualTo(200);
    }
}
