package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive.ReportUsage;
import com.matrixos.testkit.model.script.Directive.ReportUsage.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an answer costs, in the forms in which the API reports it, with the changes that a script wants.
/// Tokens.
///
/// @param input what reading the prompt cost
/// @param output what the answer costs, thoughts included
/// @param thinking what the thoughts cost
/// @param tier `standard` or `batch`
/// @param inferenceGeo where the model ran
/// @param speed `fast` or `standard`, when the request said which
/// @param changes what the script wants reported
public record Usage(
        InputUse input,
        long output,
        long thinking,
        String tier,
        String inferenceGeo,
        Optional<String> speed,
        List<ReportUsage> changes) {
    /// What is not known before the end.
    private static final Set<String> LATE =
            Set.of("output_tokens", "output_tokens_details", "iterations", "server_tool_use", "fallback_credit");

    public Usage {
        changes = List.copyOf(changes);
    }

    /// As it stands in a message that was not streamed.
    public ObjectNode whole() {
        ObjectNode usage = full(output);
        details(usage);
        return changed(changed(usage, Part.EVERYWHERE), Part.END);
    }

    /// As it stands in `message_start`.
    ObjectNode start() {
        ObjectNode usage = full(Math.min(1, output));
        for (ReportUsage change : changes) {
            if (change.part() == Part.EVERYWHERE) {
                merge(usage, change.fields().deepCopy().remove(LATE));
            }
        }
        return changed(usage, Part.START);
    }

    /// As it stands in the last `message_delta`.
    ObjectNode end() {
        ObjectNode usage = soFar(output, Json.mapper().createObjectNode());
        details(usage);
        return changed(changed(usage, Part.EVERYWHERE), Part.END);
    }

    /// As it stands in a `message_delta` before the last.
    ///
    /// @param written the tokens so far
    ObjectNode soFar(long written, ObjectNode fields) {
        ObjectNode usage = Json.mapper().createObjectNode();
        inputTokens(usage);
        usage.put("output_tokens", written);
        merge(usage, fields);
        return usage;
    }

    private ObjectNode full(long written) {
        ObjectNode usage = Json.mapper().createObjectNode();
        inputTokens(usage);
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", input.written5m())
                .put("ephemeral_1h_input_tokens", input.written1h());
        usage.put("output_tokens", written).put("service_tier", tier).put("inference_geo", inferenceGeo);
        speed.ifPresent(value -> usage.put("speed", value));
        return usage;
    }

    private void inputTokens(ObjectNode usage) {
        usage.put("input_tokens", input.fresh())
                .put("cache_creation_input_tokens", input.written5m() + input.written1h())
                .put("cache_read_input_tokens", input.cacheRead());
    }

    private void details(ObjectNode usage) {
        if (thinking > 0) {
            usage.putObject("output_tokens_details").put("thinking_tokens", thinking);
        }
    }

    private ObjectNode changed(ObjectNode usage, Part part) {
        changes.stream().filter(change -> change.part() == part).forEach(change -> merge(usage, change.fields()));
        return usage;
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            JsonNode old = into.get(change.getKey());
            if (change.getValue().asText().equals("absent")) {
                into.remove(change.getKey());
            } else if (old instanceof ObjectNode inner && change.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(change.getKey(), change.getValue().deepCopy());
            }
        }
    }
}
