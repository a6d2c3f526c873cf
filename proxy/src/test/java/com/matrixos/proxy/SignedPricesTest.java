package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A price list that must be signed, under a running proxy.
@Timeout(60)
class SignedPricesTest {
    @TempDir
    private Path folder;

    private KeyPair keys;
    private Path list;
    private Path beside;

    @BeforeEach
    void make() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        list = folder.resolve("prices.json");
        beside = folder.resolve("prices.json.sig");
    }

    private RunningProxy start() {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return RunningProxy.with(Map.of("PROXY_PRICES_FILE", list.toString(), "PROXY_PRICES_PUBLIC_KEY", key));
    }

    /// The shipped list in which one model has another name.
    private static String named(String model) throws IOException {
        try (InputStream in = SignedPricesTest.class.getResourceAsStream("/prices.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("claude-haiku-4-5", model);
        }
    }

    private String signature(String text) throws Exception {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static JsonNode problems(HttpResponse<String> response) throws IOException {
        return Json.mapper().readTree(response.body()).path("problems");
    }

    @Test
    void aListWithoutItsSignatureDoesNotStart() throws Exception {
        Files.writeString(list, named("claude-a"));
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("signature: is missing");
        Files.writeString(beside, signature(named("claude-b")));
        assertThatThrownBy(this::start).hasMessageContaining("signature: is not of this list");
    }

    @Test
    void aReplacedListIsBelievedOnlyWithItsSignature() throws Exception {
        Files.writeString(list, named("claude-a"));
        Files.writeString(beside, signature(named("claude-a")));
        try (var proxy = start()) {
            assertThat(proxy.json("/prices").toString()).contains("claude-a");
            Files.writeString(list, named("claude-b"));
            HttpResponse<String> refused = proxy.post("/prices/reload", "");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(problems(refused).toString())
                    .contains("is not of this list")
                    .doesNotContain("models");
            Files.delete(beside);
            assertThat(problems(proxy.post("/prices/reload", "")).toString()).contains("signature: is missing");
            assertThat(proxy.json("/prices").toString()).contains("claude-a").doesNotContain("claude-b");
            Files.writeString(beside, signature(named("claude-b")) + "\n");
            assertThat(proxy.post("/prices/reload", "").statusCode()).isEqualTo(200);
            assertThat(proxy.json("/prices").toString()).contains("claude-b").doesNotContain("claude-a");
        }
    }

    @Test
    void itsOtherFaultsAreToldAsWell() throws Exception {
        Files.writeString(list, named("claude-a"));
        Files.writeString(beside, signature(named("claude-a")));
        try (var proxy = start()) {
            Files.writeString(list, "{}");
            assertThat(problems(proxy.post("/prices/reload", "")).toString())
                    .contains("signature: is not", "models: is missing");
            Files.writeString(beside, signature("{}"));
            assertThat(problems(proxy.post("/prices/reload", "")).toString())
                    .contains("models: is missing")
                    .doesNotContain("signature");
        }
    }

    @Test
    void aCheckTakesTheSignatureAlong() throws Exception {
        Files.writeString(list, named("claude-a"));
        Files.writeString(beside, signature(named("claude-a")));
        try (var proxy = start()) {
            String next = named("claude-b");
            assertThat(problems(proxy.post("/prices/check", next)).toString()).contains("signature: is missing");
            String encoded = URLEncoder.encode(signature(next), StandardCharsets.UTF_8);
            HttpResponse<String> checked = proxy.post("/prices/check?signature=" + encoded, next);
            assertThat(checked.body()).isEqualTo("{\"ok\":true,\"problems\":[]}");
            assertThat(proxy.json("/prices").toString()).doesNotContain("claude-b");
        }
    }

    @Test
    void theShippedListNeedsNone() throws Exception {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        try (var proxy = RunningProxy.with(Map.of("PROXY_PRICES_PUBLIC_KEY", key))) {
            assertThat(proxy.post("/prices/reload", "").statusCode()).isEqualTo(200);
        }
    }
}
