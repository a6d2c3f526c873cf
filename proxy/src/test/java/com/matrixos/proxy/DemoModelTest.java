package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.model.ModelOptions;
import com.matrixos.testkit.model.ScriptedModel;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DemoModelTest {
    private ScriptedModel model;
    private RunningProxy proxy;
    private String token;

    @BeforeEach
    void start() throws Exception {
        model = ScriptedModel.start(ModelOptions.anyPort().asDemo());
        proxy = RunningProxy.with(
                Map.of("PROXY_DEMO_MODEL", "true", "PROXY_DEMO_URL", model.url().toString()));
        token = proxy.grant("alice");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        model.close();
    }

    @Test
    void answersWithAWholeMessageThatSaysWhatItIs() throws Exception {
        var response = ask("""
                {"model":"claude-opus-5-5","max_tokens":500,"unknown":{"a":1},
                 "system":[{"type":"text","text":"Be brief."}],
                 "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"hello"},
                  {"role":"user","content":[{"type":"text","text":"what is 2+2?"}]}]}""");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-matrix-demo")).contains("true");
        JsonNode message = Json.mapper().readTree(response.body());
        assertThat(message.path("content").get(0).path("text").asText())
                .startsWith("Demo model (no API key is set): ")
                .contains("what is 2+2?");
        assertThat(message.path("type").asText()).isEqualTo("message");
        assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(message.path("usage").path("input_tokens").asInt()).isPositive();
    }

    @Test
    void answersThePersonAndNotWhatAClientAdds() throws Exception {
        var response = ask("""
                {"model":"m","max_tokens":500,"messages":[{"role":"user","content":[
                 {"type":"text","text":"<system-reminder>x</system-reminder>"},{"type":"text","text":"hi there"}]},
                 {"role":"system","content":"instructions"}]}""");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("hi there").doesNotContain("reminder", "instructions");
    }

    @Test
    void streamsTheSameAsEventsInTheirOrder() throws Exception {
        var response = ask(
                "{\"model\":\"m\",\"max_tokens\":500,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"tell me\"}]}");
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        List<JsonNode> events = events(response.body());
        List<String> types = events.stream()
                .map(event -> event.path("type").asText())
                .distinct()
                .toList();
        assertThat(types)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.getFirst().path("message").path("model").asText()).isEqualTo("demo");
        assertThat(text(events)).startsWith("Demo model (no API key is set): ").contains("tell me");
        JsonNode delta = events.get(events.size() - 2);
        assertThat(delta.path("delta").path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(delta.path("usage").path("output_tokens").asInt()).isGreaterThan(5);
    }

    @Test
    void stopsAtMaxTokens() throws Exception {
        var events = events(
                ask("{\"model\":\"m\",\"max_tokens\":3,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .body());
        assertThat(text(events)).isEqualTo("Demo model (");
        assertThat(events.get(events.size() - 2)
                        .path("delta")
                        .path("stop_reason")
                        .asText())
                .isEqualTo("max_tokens");
    }

    @Test
    void listsItselfAndCountsTokens() throws Exception {
        var models = Json.mapper().readTree(get("/v1/models?limit=1000").body());
        assertThat(models.path("data").get(0).path("id").asText()).isEqualTo("demo");
        var count = proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/messages/count_tokens"))
                .header("x-api-key", token)
                .POST(BodyPublishers.ofString("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + "word ".repeat(80) + "\"}]}")));
        assertThat(Json.mapper().readTree(count.body()).path("input_tokens").asInt())
                .isBetween(90, 120);
        var missing = get("/v1/files");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("x-matrix-demo")).contains("true");
        IdentityTest.assertError(missing, "not_found_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                 | not valid JSON",
                "[]                                                                | JSON object",
                "{\"a\":1,\"a\":2}                                                 | not valid JSON",
                "{}                                                                | model",
                "{\"model\":7}                                                     | model",
                "{\"model\":\"m\"}                                                 | messages",
                "{\"model\":\"m\",\"messages\":[]}                                 | messages",
                "{\"model\":\"m\",\"messages\":[7]}                                | messages.0",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"king\"}]}              | messages.0.role",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}              | messages.0.content",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | max_tokens",
                "{\"model\":\"m\",\"max_tokens\":-1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | max_tokens",
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":\"yes\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | stream"
            })
    void namesWhatIsWrong(String body, String named) throws Exception {
        var response = ask(body);
        assertThat(response.statusCode()).isEqualTo(400);
        IdentityTest.assertError(response, "invalid_request_error");
        assertThat(response.body()).contains(named);
    }

    @RepeatedTest(5)
    void refusesABodyThatGrowsOverTheLimit() throws Exception {
        var start = new java.io.ByteArrayInputStream(
                "{\"model\":\"m\",\"max_tokens\":1,\"x\":[".getBytes(StandardCharsets.US_ASCII));
        var endless =
                new java.io.ByteArrayInputStream("1,".repeat(17 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII));
        var response = proxy.send(HttpRequest.newBuilder(proxy.uri("/v1/messages"))
                .header("x-api-key", token)
                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(start, endless))));
        assertThat(response.statusCode()).isEqualTo(413);
        IdentityTest.assertError(response, "request_too_large");
    }

    @Test
    void getsNeitherTheTokenNorAKey() throws Exception {
        try (var upstream = ScriptedAnthropic.start();
                var other = RunningProxy.with(Map.of(
                        "PROXY_DEMO_MODEL",
                        "true",
                        "PROXY_DEMO_URL",
                        upstream.url().toString() + "/base"))) {
            other.send(other.message(other.grant("alice"), "{}").header("x-api-key", "anything"));
            var request = upstream.requests().getFirst();
            assertThat(request.uri()).isEqualTo("/base/v1/messages");
            assertThat(request.header("host")).contains(upstream.url().getAuthority());
            assertThat(request.headerNames()).doesNotContain("authorization", "x-api-key");
        }
    }

    @Test
    void isMissedInWordsThatAClientShows() throws Exception {
        model.close();
        var response = ask("{}");
        assertThat(response.statusCode()).isEqualTo(503);
        IdentityTest.assertError(response, "api_error");
    }

    @Test
    void wantsATokenToo() throws Exception {
        assertThat(proxy.send(proxy.message("wrong", "{}")).statusCode()).isEqualTo(401);
        assertThat(proxy.raw("GET /x/../v1/models HTTP/1.1\nHost: p\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void givesWayToAKey() throws Exception {
        try (var upstream = ScriptedAnthropic.start();
                var real = RunningProxy.with(Map.of(
                        "PROXY_DEMO_MODEL",
                        "true",
                        "ANTHROPIC_API_KEY",
                        RunningProxy.KEY,
                        "ANTHROPIC_API_URL",
                        upstream.url().toString()))) {
            var response = real.send(real.message(real.grant("alice"), "{}"));
            assertThat(response.headers().firstValue("x-matrix-demo")).isEmpty();
            assertThat(upstream.requests()).hasSize(1);
        }
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return proxy.send(proxy.message(token, body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri(path)).header("x-api-key", token));
    }

    /// Checks the frame of each event on the way: a name, one line of data that repeats it, a blank line.
    private static List<JsonNode> events(String stream) throws Exception {
        assertThat(stream).endsWith("\n\n");
        var events = new ArrayList<JsonNode>();
        for (String event : stream.split("\n\n")) {
            String[] lines = event.split("\n");
            assertThat(lines).hasSize(2);
            JsonNode data = Json.mapper().readTree(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
            events.add(data);
        }
        return events;
    }

    private static String text(List<JsonNode> events) {
        var text = new StringBuilder();
        events.forEach(event -> text.append(event.path("delta").path("text").asText("")));
        return text.toString();
    }
}
