package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.DemoAuthor;
import com.matrixos.testkit.model.message.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/v1/models`: a few of Anthropic's, for lists to look real. A call may name any other as well.
final class ModelsEndpoint implements Endpoints {
    private static final long CONTEXT = 1_000_000;
    private static final long LONGEST_ANSWER = 128_000;

    private final List<ObjectNode> models;

    /// @param demo whether there is only the demo
    ModelsEndpoint(boolean demo) {
        models = demo
                ? List.of(model(DemoAuthor.MODEL, "Demo model (no API key is set)", null, "2026-01-01"))
                : List.of(
                        model("claude-fable-5-2", "Claude Fable 5.2", "fable", "2026-11-09"),
                        model("claude-haiku-5-5", "Claude Haiku 5.5", "haiku", "2026-10-07"),
                        model("claude-sonnet-5-5", "Claude Sonnet 5.5", "sonnet", "2026-09-28"),
                        model("claude-opus-5-5", "Claude Opus 5.5", "opus", "2026-09-24"),
                        model("claude-opus-5", "Claude Opus 5", "opus", "2026-07-24"),
                        model("claude-sonnet-5", "Claude Sonnet 5", "sonnet", "2026-06-30"),
                        model("claude-haiku-4-5-20251001", "Claude Haiku 4.5", "haiku", "2025-10-15"));
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("GET /v1/models", this::list, "GET /v1/models/*", this::one);
    }

    private void list(Exchange exchange) throws IOException {
        exchange.json(200, Page.of(models, exchange.request()));
    }

    private void one(Exchange exchange) throws IOException {
        ObjectNode found = models.stream()
                .filter(model -> model.path("id").asText().equals(exchange.id()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(ApiError.notFound("model: " + exchange.id())));
        exchange.json(200, found);
    }

    private static ObjectNode model(String id, String name, @Nullable String line, String day) {
        return Json.mapper()
                .createObjectNode()
                .put("type", "model")
                .put("id", id)
                .put("display_name", name)
                .put("created_at", day + "T00:00:00Z")
                .put("lifecycle", "active")
                .put("line", line)
                .put("max_input_tokens", CONTEXT)
                .put("max_tokens", LONGEST_ANSWER);
    }
}
