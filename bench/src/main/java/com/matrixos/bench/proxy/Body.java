package com.matrixos.bench.proxy;

import com.matrixos.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Request bodies as Claude Code sends them: the model first, three system blocks, twelve tools, `stream`
/// last.
final class Body {
    /// The model that is asked and that answers; every price table has it.
    static final String MODEL = "claude-opus-5-5";

    /// Bytes of an ordinary body: Claude Code sends 49 KB for the prompt "ping".
    static final int USUAL = 50_000;

    private static final int TOOLS = 12;
    private static final String PROSE = "Runs a command and returns its \"output\".\n\t- Quote paths with blanks. ";

    private Body() {}

    /// A body of exactly so many bytes.
    ///
    /// @param bytes well above the 2 KB that the frame takes
    static byte[] of(boolean stream, int bytes) {
        int frame = Json.write(body(stream, "", "")).length;
        // Escapes make the prose longer on the wire; what is left over goes into the prompt, which needs none.
        String description = PROSE.repeat((bytes - frame) / TOOLS / (PROSE.length() + 4));
        int rest = bytes - Json.write(body(stream, description, "")).length;
        return Json.write(body(stream, description, "p".repeat(rest)));
    }

    /// Begin and end of a body whose prompt is left out, for one so long that it is made while it is sent.
    ///
    /// @return two texts, between which any letters may stand
    static String[] aroundPrompt() {
        return new String(Json.write(body(false, "", "?")), StandardCharsets.UTF_8).split("\\?");
    }

    private static Map<String, Object> body(boolean stream, String description, String prompt) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", MODEL);
        body.put("messages", List.of(Map.of("role", "user", "content", List.of(text(prompt)))));
        body.put("system", List.of(text("x-anthropic-billing-header"), text("You are Claude Code"), text("Rules")));
        body.put(
                "tools",
                IntStream.range(0, TOOLS).mapToObj(n -> tool(n, description)).toList());
        body.put("metadata", Map.of("user_id", "{\"device_id\":\"d\",\"account_uuid\":\"\",\"session_id\":\"s\"}"));
        body.put("max_tokens", 128_000);
        body.put("thinking", Map.of("type", "adaptive", "display", "omitted"));
        body.put("context_management", Map.of("edits", List.of(Map.of("type", "clear_thinking_20251015"))));
        body.put("output_config", Map.of("effort", "high"));
        body.put("stream", stream);
        return body;
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> tool(int number, String description) {
        var schema = Map.of("type", "object", "properties", Map.of("command", Map.of("type", "string")));
        return Map.of("name", "Tool" + number, "description", description, "input_schema", schema);
    }
}
