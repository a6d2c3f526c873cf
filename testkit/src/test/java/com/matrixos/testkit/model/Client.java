package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// Talks to a scripted model over real HTTP.
record Client(URI url, HttpClient http) {
    static Client of(ScriptedModel model) {
        return new Client(
                model.url(),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /// A request with one text of a user.
    static ObjectNode request(String text) {
        ObjectNode request =
                Json.mapper().createObjectNode().put("model", "claude-opus-5-5").put("max_tokens", 100_000);
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    HttpRequest.Builder message(JsonNode request) {
        return to("/v1/messages").POST(BodyPublishers.ofByteArray(Json.write(request)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    /// A whole message to a text.
    JsonNode ask(String text) throws Exception {
        return ask(request(text));
    }

    JsonNode ask(JsonNode request) throws Exception {
        return json(send(message(request)));
    }

    /// The events of a message to a text.
    List<SseEvent> stream(String text) throws Exception {
        return stream(request(text));
    }

    List<SseEvent> stream(ObjectNode request) throws Exception {
        HttpResponse<String> response = send(message(request.put("stream", true)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        return SseEvent.all(response.body());
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.mapper().readTree(response.body());
    }

    static void assertError(HttpResponse<String> response, int status, String type) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = Json.mapper().readTree(response.body());
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("error").path("type").asText()).isEqualTo(type);
        assertThat(error.path("error").path("message").asText()).isNotEmpty();
        assertThat(error.path("request_id").asText())
                .isEqualTo(response.headers().firstValue("request-id").orElseThrow());
    }
}
