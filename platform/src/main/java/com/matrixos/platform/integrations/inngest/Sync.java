package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.integrations.Outward;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells Inngest which functions there are: in the answer, when Inngest itself asks, or by a request of ours, when
/// anybody does.
final class Sync {
    private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

    /// Whoever asks, Inngest hears from us no more often than this.
    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(5);

    private final Description description;
    private final InngestApi api;
    private final InstantSource time;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    Sync(Description description, InngestApi api, InstantSource time) {
        this.description = description;
        this.api = api;
        this.time = time;
    }

    /// What Inngest is answered when it asks.
    Reply inBand(byte[] body) {
        String url = url(body);
        if (url.isEmpty()) {
            return Reply.json(400, Map.of("code", "invalid_request", "message", "url is required, and nothing else"));
        }
        return Reply.json(200, description.inBand(url)).with(Map.of("x-inngest-sync-kind", "in_band"));
    }

    /// Tells Inngest and says how that went.
    ///
    /// @param kind what the request says of its server
    Reply outOfBand(Optional<String> deployId, Optional<String> kind) {
        Instant now = time.instant();
        Instant before = last.get();
        if (now.isBefore(before.plus(LEAST_BETWEEN)) || !last.compareAndSet(before, now)) {
            return told(429, "Asked a moment ago; try again in some seconds", false)
                    .with(Map.of("retry-after", Long.toString(LEAST_BETWEEN.toSeconds())));
        }
        try {
            Outward.Reply reply = api.register(description.outOfBand(deployId.orElse(null)), deployId, kind);
            JsonNode said = reply.json();
            boolean ok = reply.ok() && said.path("status").asInt(200) / 100 == 2;
            String error = said.path("error").asText();
            return ok
                    ? told(200, "Successfully registered", said.path("modified").asBoolean())
                    : told(500, error.isEmpty() ? "Failed to register" : error, false);
        } catch (IOException e) {
            LOG.warn("Inngest was not told of our functions", e);
            return told(500, "Failed to register; Inngest does not answer", false);
        }
    }

    private static Reply told(int status, String message, boolean modified) {
        var body = new LinkedHashMap<String, Object>();
        body.put("message", message);
        body.put("modified", modified);
        return Reply.json(status, body).with(Map.of("x-inngest-sync-kind", "out_of_band"));
    }

    private static String url(byte[] body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree.size() == 1 && tree.path("url").asText().matches("https?://[^\\s#]{1,2000}")
                    ? tree.path("url").asText()
                    : "";
        } catch (IOException _) {
            return "";
        }
    }
}
