package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.access.PublicAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the host says it is, to everybody and to admins.
final class HostTest {
    @TempDir
    Path folder;

    @Test
    void everybodyHearsHowItIs() throws Exception {
        try (var lab = new SiteLab(folder)) {
            lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
            JsonNode status = lab.get("", "/api/status");
            assertThat(status.get("ok").asBoolean()).isTrue();
            assertThat(status.get("computers").toString()).isEqualTo("{\"running\":1,\"total\":1}");
            assertThat(status.get("wake").toString()).isEqualTo("{\"p50Ms\":null,\"p95Ms\":null}");
            lab.books.ready = false;
            lab.host.loseImage();
            assertThat(lab.get("", "/api/status").get("ok").asBoolean()).isTrue();
            lab.host.clock().advance(Duration.ofSeconds(6));
            assertThat(states(lab)).isEqualTo(Map.of("site", "up", "computers", "degraded", "model", "degraded"));
            lab.books.close();
            lab.host.goAway();
            lab.host.clock().advance(Duration.ofSeconds(6));
            assertThat(states(lab)).isEqualTo(Map.of("site", "up", "computers", "down", "model", "down"));
        }
    }

    @Test
    void settingsAreShownWithoutSecretsAndWithAdvice() throws Exception {
        try (var lab = new SiteLab(
                folder,
                Map.of("PLATFORM_DOMAIN", "example.com", "ANTHROPIC_API_KEY", "sk-secret"),
                PublicAddress.of("example.com", 9000, ""))) {
            lab.host.loseImage();
            lab.books.ready = false;
            String body = lab.send("root", "GET", "/api/settings", "").body();
            assertThat(body).doesNotContain("sk-secret");
            assertThat(item(lab, "ANTHROPIC_API_KEY").get("value").asText()).isEqualTo("(redacted)");
            assertThat(item(lab, "ANTHROPIC_API_KEY").get("source").asText()).isEqualTo("set");
            assertThat(advice(lab, "ANTHROPIC_API_KEY")).contains("cannot be asked");
            assertThat(advice(lab, "PLATFORM_SECRET")).contains("openssl rand");
            assertThat(advice(lab, "PLATFORM_IMAGE")).contains("./matrixos image");
            assertThat(advice(lab, "PLATFORM_DATA_DIR")).contains("not there");
            assertThat(advice(lab, "PLATFORM_SITE_DIR")).contains("not built");
            assertThat(item(lab, "PLATFORM_PORT").get("ok").asBoolean()).isTrue();
            assertThat(item(lab, "PLATFORM_PORT").get("advice").isNull()).isTrue();
            Files.createDirectories(folder.resolve("users"));
            assertThat(advice(lab, "PLATFORM_DATA_DIR")).doesNotContain("not there");
            lab.host.goAway();
            lab.books.close();
            lab.host.clock().advance(Duration.ofSeconds(6));
            assertThat(advice(lab, "PLATFORM_DOCKER_HOST")).contains("does not answer");
            assertThat(advice(lab, "ANTHROPIC_API_KEY")).contains("proxy does not answer");
        }
    }

    private static String advice(SiteLab lab, String name) throws Exception {
        return item(lab, name).get("advice").asText();
    }

    private static JsonNode item(SiteLab lab, String name) throws Exception {
        for (JsonNode item : lab.get("root", "/api/settings").get("items")) {
            if (item.get("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("not shown: " + name);
    }

    private static Map<String, String> states(SiteLab lab) throws Exception {
        var states = new HashMap<String, String>();
        for (JsonNode component : lab.get("", "/api/status").get("components")) {
            states.put(component.get("name").asText(), component.get("state").asText());
        }
        return states;
    }
}
