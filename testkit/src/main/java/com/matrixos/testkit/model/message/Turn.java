package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer, before it is sent.
///
/// @param id of the message
/// @param model in whose name it is given
/// @param blocks its content
/// @param stopReason why it ends
/// @param stopSequence the text before which it ends, if one is the reason
/// @param usage what it costs
/// @param step how it is to be sent
public record Turn(
        String id,
        String model,
        List<Block> blocks,
        String stopReason,
        @Nullable String stopSequence,
        Usage usage,
        Step step) {

    public Turn {
        blocks = List.copyOf(blocks);
    }

    /// The message as it is answered without streaming.
    public ObjectNode whole(Instant now) {
        ObjectNode message = message();
        ArrayNode content = message.putArray("content");
        blocks.forEach(block -> content.add(block.json(now)));
        message.setAll(end());
        return message.set("usage", usage.whole());
    }

    /// The message as its stream begins with it.
    ObjectNode started() {
        ObjectNode message = message();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        return message.set("usage", usage.start());
    }

    /// Why it ends, as the `delta` of `message_delta`.
    ObjectNode end() {
        return Json.mapper().createObjectNode().put("stop_reason", stopReason).put("stop_sequence", stopSequence);
    }

    private ObjectNode message() {
        return Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
