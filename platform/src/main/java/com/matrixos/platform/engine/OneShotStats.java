package com.matrixos.platform.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.matrixos.base.json.Json;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.platform.containers.Measure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// One reading of a container's counters. docker-java's own command cannot ask for a single one, and the engine
/// takes a second or two to put two together; `one-shot` (API 1.41, Docker 20.10) answers with what it has.
final class OneShotStats {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private OneShotStats() {}

    static Optional<Measure> of(DockerHttpClient http, String id) {
        var request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/containers/" + id + "/stats?stream=false&one-shot=true")
                .build();
        try (DockerHttpClient.Response response = http.execute(request);
                InputStream body = response.getBody()) {
            return switch (response.getStatusCode()) {
                case OK -> measure(Json.mapper().readTree(body));
                case NOT_FOUND -> Optional.empty();
                default -> throw new EngineException(Kind.REFUSED, "stats answered " + response.getStatusCode());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("read stats", e);
        }
    }

    /// One that does not run has counters too, but none of memory.
    static Optional<Measure> measure(JsonNode stats) {
        JsonNode memory = stats.path("memory_stats");
        long usage = memory.path("usage").asLong();
        if (usage == 0) {
            return Optional.empty();
        }
        return Optional.of(new Measure(
                usage - droppable(memory.path("stats"), usage),
                memory.path("limit").asLong(),
                stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(),
                stats.path("pids_stats").path("current").asLong()));
    }

    /// Cached pages of files that nobody has used for a while: the kernel takes them back before it refuses memory.
    /// `docker stats` leaves them out in this way; cgroup v1 has them under the first name, v2 under the second.
    private static long droppable(JsonNode stats, long usage) {
        long inactive = stats.has("total_inactive_file")
                ? stats.path("total_inactive_file").asLong()
                : stats.path("inactive_file").asLong();
        return inactive < usage ? inactive : 0;
    }
}
