package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.WayBack;
import com.matrixos.platform.integrations.Outward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Inngest's API. Safe for use from any thread; calls block.
final class InngestApi {
    private final InngestSettings settings;
    private final Outward outward;

    InngestApi(InngestSettings settings, Outward outward) {
        this.settings = settings;
        this.outward = outward;
    }

    /// Tells it what functions there are.
    ///
    /// @param kind what the request for this sync said of its server, which Inngest compares with itself
    /// @throws IOException when it does not answer
    Outward.Reply register(Map<String, Object> description, Optional<String> deployId, Optional<String> kind)
            throws IOException {
        HttpRequest.Builder request = request("/fn/register"
                        + deployId.map(id -> "?deployId=" + WayBack.encoded(id)).orElse(""))
                .header("content-type", "application/json")
                .header("x-inngest-sync-kind", "out_of_band")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(description)));
        kind.ifPresent(value -> request.header("x-inngest-expected-server-kind", value));
        return send(request);
    }

    /// The request as it would be had it not been too large.
    ///
    /// @throws IOException when it cannot be had
    RunRequest whole(RunRequest request) throws IOException {
        // Encoded for a query a blank is a plus, which in a path is a plus.
        String run = "/v0/runs/" + WayBack.encoded(request.runId()).replace("+", "%20");
        JsonNode events = get(run + "/batch");
        if (!events.path(0).isObject()) {
            throw new IOException("no event");
        }
        return request.with(events.path(0), get(run + "/actions"));
    }

    private JsonNode get(String path) throws IOException {
        Outward.Reply reply = send(request(path).GET());
        if (!reply.ok()) {
            throw new IOException("status " + reply.status());
        }
        return reply.json();
    }

    private HttpRequest.Builder request(String path) {
        String base = settings.server().toString();
        URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("x-inngest-sdk", Description.SDK)
                .header("x-inngest-framework", Description.FRAMEWORK);
        return settings.environment().isEmpty() ? request : request.header("x-inngest-env", settings.environment());
    }

    /// With the first key; where that is refused, with the other.
    private Outward.Reply send(HttpRequest.Builder request) throws IOException {
        Iterator<String> keys = bearers().iterator();
        Outward.Reply reply;
        do {
            reply = keys.hasNext()
                    ? outward.send(request.setHeader("authorization", "Bearer " + keys.next())
                            .build())
                    : outward.send(request.build());
        } while ((reply.status() == 401 || reply.status() == 403) && keys.hasNext());
        return reply;
    }

    private List<String> bearers() {
        return settings.keys().stream().map(SigningKey::hashed).toList();
    }
}
