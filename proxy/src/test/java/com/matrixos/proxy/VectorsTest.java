package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.Reply;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every price vector of the reference, all the way: told by the upstream on the wire, whole and streamed, and
/// read from the operator's API.
@Timeout(120)
class VectorsTest {
    /// A request of two bytes, whose model does not matter.
    private static final String ASK = "{}";

    @Test
    void everyVectorIsExactWholeAndStreamed() throws Exception {
        Map<String, List<JsonNode>> byDay = vectors().stream()
                .filter(vector -> vector.get("expect_nano_usd").isNumber())
                .collect(Collectors.groupingBy(vector -> vector.get("at").asText(), TreeMap::new, Collectors.toList()));
        assertThat(byDay.values().stream().mapToInt(List::size).sum()).isGreaterThan(60);
        for (Map.Entry<String, List<JsonNode>> day : byDay.entrySet()) {
            var noon = new ManualScheduler(Instant.parse(day.getKey() + "T12:00:00Z"));
            try (var upstream = ScriptedAnthropic.start();
                    var proxy = RunningProxy.with(
                            Map.of(
                                    "ANTHROPIC_API_KEY",
                                    RunningProxy.KEY,
                                    "ANTHROPIC_API_URL",
                                    upstream.url().toString()),
                            noon)) {
                String token = proxy.grant("alice");
                long spent = 0;
                for (JsonNode vector : day.getValue()) {
                    long each = vector.get("expect_nano_usd").asLong();
                    upstream.play((_, reply) -> whole(vector, reply));
                    call(proxy, token);
                    upstream.play((_, reply) -> streamed(vector, reply));
                    call(proxy, token);
                    spent += 2 * each;
                    assertThat(proxy.spent("alice")).as(vector.toString()).isEqualTo(spent);
                }
            }
        }
    }

    private static void call(RunningProxy proxy, String token) throws Exception {
        assertThat(proxy.send(proxy.message(token, ASK)).statusCode()).isEqualTo(200);
    }

    private static void whole(JsonNode vector, Reply reply) throws IOException {
        ObjectNode message = message(vector);
        message.set("usage", vector.get("usage"));
        reply.json(200, message.toString());
    }

    /// The prompt at the start, everything at the end, as the upstream does.
    private static void streamed(JsonNode vector, Reply reply) throws IOException {
        ObjectNode message = message(vector);
        ObjectNode prompt = vector.get("usage").deepCopy();
        prompt.remove(List.of("iterations", "server_tool_use", "speed"));
        prompt.put("output_tokens", 0);
        message.set("usage", prompt);
        ObjectNode start = Json.mapper().createObjectNode().put("type", "message_start");
        start.set("message", message);
        ObjectNode end = Json.mapper().createObjectNode().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", "end_turn");
        end.set("usage", vector.get("usage"));
        reply.beginEvents();
        reply.send(Events.event("message_start", start.toString()));
        reply.send(Events.event("message_delta", end.toString()));
        reply.send(Events.event("message_stop", "{\"type\":\"message_stop\"}"));
        reply.end();
    }

    private static ObjectNode message(JsonNode vector) {
        return Json.mapper()
                .createObjectNode()
                .put("id", "msg_" + System.nanoTime())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", vector.get("model").asText());
    }

    private static List<JsonNode> vectors() throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/prices/vectors.json")) {
            return StreamSupport.stream(Json.mapper().readTree(in).spliterator(), false)
                    .toList();
        }
    }
}
