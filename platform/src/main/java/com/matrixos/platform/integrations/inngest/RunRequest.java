package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.util.Optional;

/// What Inngest says when it has a function run.
///
/// @param event that called for it
/// @param steps what steps gave before, by their ids
/// @param attempt 0 for the first
/// @param most how many attempts there are; 0 when it does not say
/// @param planOnly whether a step is to be named and not run
/// @param elsewhere whether event and steps are to be fetched, being too large to be sent
record RunRequest(
        String runId, JsonNode event, JsonNode steps, int attempt, int most, boolean planOnly, boolean elsewhere) {

    /// Reads the body.
    ///
    /// @throws IOException when it is none
    static RunRequest of(byte[] body) throws IOException {
        JsonNode tree = Json.mapper().readTree(body);
        JsonNode context = tree.path("ctx");
        if (!tree.path("event").isObject()) {
            throw new IOException("the body has no event");
        }
        return new RunRequest(
                context.path("run_id").asText(),
                tree.path("event"),
                tree.path("steps"),
                context.path("attempt").asInt(),
                context.path("max_attempts").asInt(),
                context.path("disable_immediate_execution").asBoolean(),
                context.path("use_api").asBoolean());
    }

    RunRequest with(JsonNode fetchedEvent, JsonNode fetchedSteps) {
        return new RunRequest(runId, fetchedEvent, fetchedSteps, attempt, most, planOnly, false);
    }

    /// Whether a failure now is the last.
    boolean last() {
        return most > 0 && attempt == most - 1;
    }

    /// What a step gave before, if it was done: `{"data": …}`, or by servers of old the bare value.
    Optional<JsonNode> result(String stepId) {
        JsonNode step = steps.get(stepId);
        if (step == null) {
            return Optional.empty();
        }
        boolean wrapped = step.isObject() && step.has("data") && step.size() <= 2;
        return Optional.of(wrapped ? step.get("data") : step.isNull() ? NullNode.getInstance() : step);
    }

    /// Why a step failed for good, if it did.
    Optional<JsonNode> error(String stepId) {
        return Optional.ofNullable(steps.path(stepId).get("error")).filter(JsonNode::isObject);
    }
}
