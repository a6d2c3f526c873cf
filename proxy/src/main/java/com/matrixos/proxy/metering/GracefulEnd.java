package com.matrixos.proxy.metering;

import com.matrixos.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The events that end a streamed message in order when there is no money for more of it.
///
/// An `error` event makes Claude Code send the whole request once more at once, and a cut connection seven
/// times within a minute, each paid again; a message that has reached `max_tokens` is simply shown
/// (measured; see docs/decisions/0018).
final class GracefulEnd {
    private GracefulEnd() {}

    /// The bytes that follow the last whole event.
    ///
    /// @param openBlocks indexes of the content blocks that have begun and not ended
    /// @param outputTokens what the client is told it got, an estimate
    static byte[] events(Collection<Integer> openBlocks, long outputTokens) {
        var out = new ByteArrayOutputStream();
        for (int index : openBlocks) {
            event(out, "content_block_stop", ordered("index", index));
        }
        var delta = new LinkedHashMap<String, Object>();
        delta.put("stop_reason", "max_tokens");
        delta.put("stop_sequence", null);
        event(out, "message_delta", ordered("delta", delta, "usage", ordered("output_tokens", outputTokens)));
        event(out, "message_stop", Map.of());
        return out.toByteArray();
    }

    private static void event(ByteArrayOutputStream out, String type, Map<String, Object> members) {
        var data = new LinkedHashMap<String, Object>();
        data.put("type", type);
        data.putAll(members);
        out.writeBytes(("event: " + type + "\ndata: ").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.writeBytes(Json.write(data));
        out.writeBytes(new byte[] {'\n', '\n'});
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }
}
