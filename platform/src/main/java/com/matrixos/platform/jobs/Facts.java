package com.matrixos.platform.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.util.Map;

/// What a step may know: what the job was given, and what the steps before it gave. Immutable, but for its trees,
/// which nobody changes.
///
/// @param results by the name of the step
public record Facts(JsonNode payload, Map<String, JsonNode> results) {
    public Facts {
        results = Map.copyOf(results);
    }

    /// What the job was given, as that type.
    public <T> T payload(Class<T> type) {
        return read(payload, type);
    }

    /// What the step of that name gave, as that type.
    ///
    /// @throws IllegalArgumentException when no such step has been done
    public <T> T result(String step, Class<T> type) {
        JsonNode result = results.get(step);
        if (result == null) {
            throw new IllegalArgumentException("no step done with that name: " + step);
        }
        return read(result, type);
    }

    private static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return Json.mapper().treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
        }
    }
}
