package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.Ending;
import com.matrixos.testkit.model.script.Filler;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class MessagesTest {
    private static ScriptedModel model;
    private static Client client;

    @BeforeAll
    static void start() {
        model = ScriptedModel.start();
        client = Client.of(model);
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void aWholeMessageHasTheFieldsOfTheRealOne() throws Exception {
        HttpResponse<String> response = client.send(client.message(Client.request("hi there")));
        JsonNode message = Client.json(response);

        assertThat(message.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage");
        assertThat(message.path("id").asText()).matches("msg_01\\w{22}");
        assertThat(message.path("model").asText()).isEqualTo("claude-opus-5-5");
        assertThat(message.path("content").get(0).path("text").asText()).endsWith("You wrote: hi there");
        assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(message.path("usage").toString())
                .isEqualTo("{\"input_tokens\":3,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},"
                        + "\"output_tokens\":11,\"service_tier\":\"standard\",\"inference_geo\":\"global\"}");
    }

    @Test
    void everyAnswerNamesItselfAndTheLimits() throws Exception {
        var headers = client.send(client.message(Client.request("hi"))).headers();

        assertThat(headers.firstValue("request-id").orElseThrow()).startsWith("req_");
        assertThat(headers.firstValue("anthropic-organization-id")).isPresent();
        assertThat(headers.firstValue("anthropic-ratelimit-input-tokens-limit")).contains("2000000");
        assertThat(headers.firstValue("anthropic-ratelimit-requests-remaining")).contains("1000");
        assertThat(headers.firstValue("anthropic-ratelimit-tokens-reset").orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void aStreamHasItsEventsInOrder() throws Exception {
        List<SseEvent> events = client.stream("[[say one two three]]");

        assertThat(SseEvent.types(events))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        JsonNode start = events.getFirst().data().path("message");
        assertThat(start.path("id").asText()).startsWith("msg_");
        assertThat(start.path("content").isEmpty()).isTrue();
        assertThat(start.path("stop_reason").isNull()).isTrue();
        assertThat(start.path("usage").path("input_tokens").asInt()).isPositive();
        assertThat(start.path("usage").path("output_tokens").asInt()).isEqualTo(1);
        assertThat(SseEvent.joined(events, "text")).isEqualTo("one two three");
        JsonNode delta = events.get(events.size() - 2).data();
        assertThat(delta.path("delta").toString()).isEqualTo("{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}");
        assertThat(delta.path("usage").path("output_tokens").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"[[say 200 words]],277", "[[say 1000 tokens]],1000", "[[say x]],1", "[[say größer]],2"})
    void tokensAreTrue(String text, int tokens) throws Exception {
        assertThat(client.ask(text).path("usage").path("output_tokens").asInt()).isEqualTo(tokens);
        assertThat(model.calls().getLast().produced()).isEqualTo(tokens);
    }

    @Test
    void theLimitOfTheAnswerIsKept() throws Exception {
        JsonNode message = client.ask(Client.request("[[say 1000 tokens]]").put("max_tokens", 10));

        assertThat(message.path("content").get(0).path("text").asText()).isEqualTo(Filler.bytes(40));
        assertThat(message.path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(message.path("usage").path("output_tokens").asInt()).isEqualTo(10);
    }

    @Test
    void aPromptCanBeReadWithoutAnAnswer() throws Exception {
        JsonNode message = client.ask(Client.request("hi").put("max_tokens", 0));

        assertThat(message.path("content").isEmpty()).isTrue();
        assertThat(message.path("usage").path("output_tokens").asInt()).isZero();
        assertThat(SseEvent.types(client.stream(Client.request("hi").put("max_tokens", 0))))
                .containsExactly("message_start", "message_delta", "message_stop");
    }

    @Test
    void aStopSequenceEndsTheText() throws Exception {
        ObjectNode request = Client.request("[[say one two three]]");
        request.putArray("stop_sequences").add("three").add("two");
        JsonNode message = client.ask(request);

        assertThat(message.path("content").get(0).path("text").asText()).isEqualTo("one ");
        assertThat(message.path("stop_reason").asText()).isEqualTo("stop_sequence");
        assertThat(message.path("stop_sequence").asText()).isEqualTo("two");
    }

    @Test
    void thoughtsAreShownAndSigned() throws Exception {
        List<SseEvent> events = client.stream(thinking("[[think 300 tokens]]\n[[say done]]", "summarized"));

        assertThat(SseEvent.joined(events, "thinking")).isEqualTo(Filler.bytes(1200));
        assertThat(SseEvent.joined(events, "signature")).isNotEmpty();
        assertThat(SseEvent.joined(events, "text")).isEqualTo("done");
        assertThat(events.get(1).data().path("content_block").toString())
                .isEqualTo("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        assertThat(usage(events).path("output_tokens").asInt()).isEqualTo(301);
        assertThat(usage(events)
                        .path("output_tokens_details")
                        .path("thinking_tokens")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void thoughtsThatAreNotShownCostAsMuch() throws Exception {
        List<SseEvent> events = client.stream(thinking("[[think 300 tokens]]\n[[say done]]", "omitted"));

        assertThat(SseEvent.joined(events, "thinking")).isEmpty();
        assertThat(events.stream()
                        .filter(event ->
                                event.data().path("delta").path("type").asText().equals("thinking_delta")))
                .isEmpty();
        assertThat(SseEvent.joined(events, "signature")).isNotEmpty();
        assertThat(usage(events).path("output_tokens").asInt()).isEqualTo(301);
    }

    @Test
    void whoAsksForItHearsHowMuchIsThought() throws Exception {
        var request = client.message(thinking("[[think 330 tokens]]", "omitted").put("stream", true))
                .header("anthropic-beta", "a-2026-01-01,thinking-token-count-2026-05-13");
        List<Integer> estimates = SseEvent.all(client.send(request).body()).stream()
                .map(event -> event.data().path("delta").path("estimated_tokens"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asInt)
                .toList();

        assertThat(estimates).containsExactly(50, 50, 50, 50, 50, 50);
    }

    @Test
    void nobodyThinksUnasked() throws Exception {
        JsonNode message = client.ask("[[think 300 tokens]]\n[[say done]]");

        assertThat(message.path("content").size()).isEqualTo(1);
        assertThat(message.path("usage").path("output_tokens").asInt()).isEqualTo(1);
    }

    @Test
    void aToolIsUsedAndItsResultAnswered() throws Exception {
        ObjectNode request = withTool(Client.request("""
                Make a file.
                [[say I make it.]]
                [[tool Bash {"command":"echo hi > hello.txt"}]]
                [[then]]
                [[say It is made.]]
                """));
        JsonNode first = client.ask(request);

        assertThat(first.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(first.path("content").get(0).path("text").asText()).isEqualTo("I make it.");
        JsonNode use = first.path("content").get(1);
        assertThat(use.path("id").asText()).startsWith("toolu_");
        assertThat(use.path("input").toString()).isEqualTo("{\"command\":\"echo hi > hello.txt\"}");

        answerTool(request, first, "it went well");
        assertThat(client.ask(request).path("content").get(0).path("text").asText())
                .isEqualTo("It is made.");
    }

    @Test
    void withoutAScriptForItTheResultIsRepeated() throws Exception {
        ObjectNode request = withTool(Client.request("[[tool Bash {}]]"));
        answerTool(request, client.ask(request), "it went well");
        // A client's own reminder beside the result is nobody's question.
        ((com.fasterxml.jackson.databind.node.ArrayNode)
                        request.path("messages").get(2).path("content"))
                .addObject()
                .put("type", "text")
                .put("text", "<system-reminder>[[say no]]</system-reminder>");

        assertThat(client.ask(request).path("content").get(0).path("text").asText())
                .isEqualTo("The tool answered: it went well");
    }

    @Test
    void theInputOfAToolComesInPieces() throws Exception {
        List<SseEvent> events = client.stream(withTool(Client.request("[[tool Bash {\"command\":\"ls -l /tmp\"}]]")));

        assertThat(SseEvent.joined(events, "partial_json")).isEqualTo("{\"command\":\"ls -l /tmp\"}");
        assertThat(SseEvent.ofType(events, "content_block_delta")).hasSizeGreaterThan(1);
        assertThat(events.get(1).data().path("content_block").path("input").toString())
                .isEqualTo("{}");
        assertThat(events.get(events.size() - 2)
                        .data()
                        .path("delta")
                        .path("stop_reason")
                        .asText())
                .isEqualTo("tool_use");
    }

    @Test
    void aToolThatIsNotOfferedIsNotUsed() throws Exception {
        JsonNode message = client.ask("[[tool Bash {}]]");

        assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(message.path("content").get(0).path("text").asText()).contains("not offered");
    }

    @Test
    void theScriptIsInWhatThePersonWrote() throws Exception {
        JsonNode request = Json.mapper().readTree("""
                {"model":"m","max_tokens":500,"messages":[{"role":"user","content":[
                 {"type":"text","text":"<system-reminder>x</system-reminder>"},
                 {"type":"text","text":"[[say yes]]"},
                 {"type":"text","text":"<system-reminder>y</system-reminder>"}]},
                 {"role":"system","content":"[[say instructions]]"}]}""");

        assertThat(client.ask(request).path("content").get(0).path("text").asText())
                .isEqualTo("yes");
    }

    @Test
    void anEarlierScriptIsOver() throws Exception {
        ObjectNode request = Client.request("[[error 529 overloaded_error]]");
        var messages = request.withArray("messages");
        messages.addObject().put("role", "assistant").put("content", "sorry");
        messages.addObject().put("role", "user").put("content", "and now?");

        assertThat(client.ask(request).path("content").get(0).path("text").asText())
                .endsWith("and now?");
    }

    @Test
    void anErrorHasItsShapeAndItsHeaders() throws Exception {
        var response = client.send(client.message(
                Client.request("[[error 429 rate_limit_error slowly, please]]\n[[header retry-after 7]]")));

        Client.assertError(response, 429, "rate_limit_error");
        assertThat(response.body()).contains("slowly, please");
        assertThat(response.headers().firstValue("retry-after")).contains("7");
        assertThat(model.calls().getLast().ending()).isEqualTo(Ending.REFUSED);
    }

    @Test
    void usageIsReportedAsTheScriptWantsIt() throws Exception {
        String script = """
                [[say one two]]
                [[usage {"input_tokens":123,"cache_creation":"absent","server_tool_use":{"web_search_requests":2},"x":null}]]
                [[usage start {"service_tier":"priority"}]]
                [[usage end {"iterations":[{"type":"message","input_tokens":9}]}]]
                [[usage after 1 {"output_tokens":77}]]
                """;
        List<SseEvent> events = client.stream(script);
        JsonNode start = events.getFirst().data().path("message").path("usage");
        List<SseEvent> deltas = SseEvent.ofType(events, "message_delta");

        assertThat(start.path("input_tokens").asInt()).isEqualTo(123);
        assertThat(start.path("service_tier").asText()).isEqualTo("priority");
        assertThat(start.has("cache_creation")).isFalse();
        assertThat(start.has("server_tool_use")).isFalse();
        assertThat(start.get("x").isNull()).isTrue();
        assertThat(deltas).hasSize(2);
        assertThat(deltas.getFirst().data().path("delta").path("stop_reason").isNull())
                .isTrue();
        assertThat(deltas.getFirst().data().path("usage").path("output_tokens").asInt())
                .isEqualTo(77);
        assertThat(usage(events)
                        .path("server_tool_use")
                        .path("web_search_requests")
                        .asInt())
                .isEqualTo(2);
        assertThat(usage(events).path("iterations").size()).isEqualTo(1);
        assertThat(client.ask(script).path("usage").path("service_tier").asText())
                .isEqualTo("standard");
    }

    @Test
    void whatTheRequestSaysOfPlaceAndSpeedComesBack() throws Exception {
        JsonNode usage = client.ask(
                        Client.request("hi").put("inference_geo", "us").put("speed", "fast"))
                .path("usage");

        assertThat(usage.path("inference_geo").asText()).isEqualTo("us");
        assertThat(usage.path("speed").asText()).isEqualTo("fast");
    }

    @Test
    void anotherModelAndAnotherReasonCanBeGiven() throws Exception {
        JsonNode message = client.ask("[[model claude-haiku-5-5]]\n[[stop refusal]]");

        assertThat(message.path("model").asText()).isEqualTo("claude-haiku-5-5");
        assertThat(message.path("stop_reason").asText()).isEqualTo("refusal");
    }

    @Test
    void tokensAreCountedWithoutTheCache() throws Exception {
        ObjectNode request = Client.request("word ".repeat(80));
        request.remove("max_tokens");
        var count = client.send(
                client.to("/v1/messages/count_tokens").POST(BodyPublishers.ofByteArray(Json.write(request))));

        assertThat(Client.json(count).toString()).isEqualTo("{\"input_tokens\":101}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                 | not valid JSON",
                "{\"model\":\"m\",\"messages\":[{\"role\":                         | not valid JSON",
                "{} {}                                                             | model",
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
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":\"yes\",\"messages\":[]} | stream",
                "{\"model\":\"m\",\"max_tokens\":9,\"tools\":7,\"messages\":[]} | tools",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"[[sing]]\"}]} | [[sing]]"
            })
    void whatIsWrongIsNamed(String body, String named) throws Exception {
        var response = client.send(client.to("/v1/messages").POST(BodyPublishers.ofString(body)));

        Client.assertError(response, 400, "invalid_request_error");
        assertThat(response.body()).contains(named);
    }

    @Test
    void otherPathsAndMethodsAreRefusedInTheSameShape() throws Exception {
        Client.assertError(client.get("/v1/nothing"), 404, "not_found_error");
        Client.assertError(client.get("/v1/messages"), 405, "invalid_request_error");
    }

    @Test
    void probesAreAnswered() throws Exception {
        var head = client.to("/api/hello").method("HEAD", BodyPublishers.noBody());

        assertThat(client.send(head).statusCode()).isEqualTo(200);
        assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void onlyTheOneKeyIsAccepted() throws Exception {
        try (var locked = ScriptedModel.start(ModelOptions.anyPort().withKey("sk-ant-right"))) {
            var other = Client.of(locked);
            Client.assertError(other.get("/v1/models"), 401, "authentication_error");
            Client.assertError(
                    other.send(other.to("/v1/models").header("x-api-key", "sk-ant-wrong")),
                    401,
                    "authentication_error");
            Client.assertError(
                    other.send(other.to("/v1/models")
                            .header("x-api-key", "sk-ant-wrong")
                            .header("authorization", "Bearer sk-ant-right")),
                    401,
                    "authentication_error");
            assertThat(other.send(other.to("/v1/models").header("x-api-key", "sk-ant-right"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other.send(other.to("/v1/models").header("authorization", "Bearer sk-ant-right"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void callsCanBeLookedUp() throws Exception {
        var response = client.send(client.message(Client.request("[[say 10 tokens]]")));
        String id = response.headers().firstValue("request-id").orElseThrow();
        long number = model.calls().getLast().number();
        JsonNode calls =
                Client.json(client.get("/scripted/calls?after=" + (number - 1))).path("data");

        Client.assertError(client.get("/scripted/calls?after=x"), 400, "invalid_request_error");
        assertThat(calls.size()).isEqualTo(1);
        assertThat(calls.get(0).path("requestId").asText()).isEqualTo(id);
        assertThat(calls.get(0).path("produced").asInt()).isEqualTo(10);
        assertThat(calls.get(0).path("ending").asText()).isEqualTo("COMPLETE");
    }

    private static JsonNode usage(List<SseEvent> events) {
        return events.get(events.size() - 2).data().path("usage");
    }

    private static ObjectNode thinking(String text, String display) {
        ObjectNode request = Client.request(text);
        request.putObject("thinking").put("type", "adaptive").put("display", display);
        return request;
    }

    private static ObjectNode withTool(ObjectNode request) {
        request.putArray("tools").addObject().put("name", "Bash").putObject("input_schema");
        return request;
    }

    private static void answerTool(ObjectNode request, JsonNode message, String result) {
        var messages = request.withArray("messages");
        messages.addObject().put("role", "assistant").set("content", message.path("content"));
        String id = message.path("content")
                .get(message.path("content").size() - 1)
                .path("id")
                .asText();
        messages.addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", id)
                .put("content", result);
    }
}
