package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// An event as a strict reader takes it: a name, one line of data that repeats the name, a blank line.
record SseEvent(String type, JsonNode data) {
    static List<SseEvent> all(String stream) throws Exception {
        return all(stream, "\n");
    }

    static List<SseEvent> all(String stream, String lineEnd) throws Exception {
        var events = new ArrayList<SseEvent>();
        for (String event : stream.split(lineEnd + lineEnd)) {
            String[] lines = event.split(lineEnd);
            assertThat(lines).hasSize(2);
            assertThat(lines[0]).startsWith("event: ");
            assertThat(lines[1]).startsWith("data: ");
            JsonNode data = Json.mapper().readTree(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
            events.add(new SseEvent(data.path("type").asText(), data));
        }
        return events;
    }

    /// The types, runs of the same one shortened to one.
    static List<String> types(List<SseEvent> events) {
        var types = new ArrayList<String>();
        for (SseEvent event : events) {
            if (types.isEmpty() || !types.getLast().equals(event.type())) {
                types.add(event.type());
            }
        }
        return types;
    }

    /// All of one field of the deltas, joined.
    static String joined(List<SseEvent> events, String field) {
        var text = new StringBuilder();
        events.forEach(
                event -> text.append(event.data().path("delta").path(field).asText("")));
        return text.toString();
    }

    static List<SseEvent> ofType(List<SseEvent> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }
}
