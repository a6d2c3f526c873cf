package com.matrixos.home.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /api/ai/status`: asks the host's proxy, with this computer's own token, each time anew. Over
/// [HttpURLConnection], because a client of `java.net.http` costs a thread and megabytes for one question in a
/// while.
public final class AiRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AiRoutes.class);
    private static final int PATIENCE_MS = 2_000;
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final String handle;
    private final @Nullable String proxy;
    private final String token;

    /// @param environment of the process: `ANTHROPIC_BASE_URL` and `ANTHROPIC_AUTH_TOKEN`, as the platform puts
    /// them into a container
    public AiRoutes(String handle, Map<String, String> environment) {
        this.handle = handle;
        this.proxy = environment.get("ANTHROPIC_BASE_URL");
        this.token = environment.getOrDefault("ANTHROPIC_AUTH_TOKEN", "");
    }

    /// Adds the route.
    public void addTo(Routes routes) {
        routes.get("/api/ai/status", _ -> Answer.json(200, status()).with("cache-control", "private, no-store"));
    }

    private ModelStatus status() {
        if (proxy == null) {
            return ModelStatus.UNREACHABLE;
        }
        try {
            JsonNode ready = ask("/ready");
            JsonNode usage = ask("/usage/" + handle);
            return new ModelStatus(ready.path("model").asText("none"), usd(usage, "daily"), usd(usage, "monthly"));
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("the proxy did not say how the model is reason={}", e.toString());
            return ModelStatus.UNREACHABLE;
        }
    }

    private static @Nullable BigDecimal usd(JsonNode usage, String window) {
        JsonNode value = usage.path(window);
        return value.isNumber() ? value.decimalValue() : null;
    }

    /// The answer, or an empty document when the proxy refuses.
    private JsonNode ask(String path) throws IOException {
        var connection = (HttpURLConnection) URI.create(proxy + path).toURL().openConnection();
        try {
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("authorization", "Bearer " + token);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Json.mapper().createObjectNode();
            }
            try (InputStream in = connection.getInputStream()) {
                return Json.mapper().readTree(in.readNBytes(LARGEST_ANSWER));
            }
        } finally {
            connection.disconnect();
        }
    }
}
