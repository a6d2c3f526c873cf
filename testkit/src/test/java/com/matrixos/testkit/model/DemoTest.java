package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DemoTest {
    private final ScriptedModel model =
            ScriptedModel.start(ModelOptions.anyPort().asDemo());
    private final Client client = Client.of(model);

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void itSaysWhatItIsAndHowToGetTheRealThing() throws Exception {
        var response = client.send(client.message(Client.request("what is 2+2?")));
        JsonNode message = Client.json(response);

        assertThat(response.headers().firstValue("x-matrix-demo")).contains("true");
        assertThat(message.path("model").asText()).isEqualTo("demo");
        assertThat(message.path("content").get(0).path("text").asText())
                .startsWith("Demo model (no API key is set): ")
                .contains("you wrote \"what is 2+2?\"")
                .contains("ANTHROPIC_API_KEY");
    }

    @Test
    void itStreamsTheSame() throws Exception {
        List<SseEvent> events = client.stream("hi");

        assertThat(SseEvent.joined(events, "text")).contains("you wrote \"hi\"");
        assertThat(events.getFirst().data().path("message").path("model").asText())
                .isEqualTo("demo");
    }

    @Test
    void itObeysNoScript() throws Exception {
        var response = client.send(client.message(Client.request("[[error 529 overloaded_error]]")));

        assertThat(Client.json(response).path("content").get(0).path("text").asText())
                .contains("you wrote \"[[error 529 overloaded_error]]\"");
    }

    @Test
    void itThinksNoThoughtsAndUsesNoTools() throws Exception {
        ObjectNode request = Client.request("hi");
        request.putObject("thinking").put("type", "adaptive");
        request.putArray("tools").addObject().put("name", "Bash").putObject("input_schema");

        assertThat(client.ask(request).path("content").size()).isEqualTo(1);
    }

    @Test
    void itListsItselfAlone() throws Exception {
        JsonNode models = Client.json(client.get("/v1/models?limit=1000"));

        assertThat(models.path("data").size()).isEqualTo(1);
        assertThat(models.path("data").get(0).path("id").asText()).isEqualTo("demo");
        assertThat(client.get("/v1/models/demo").statusCode()).isEqualTo(200);
    }

    @Test
    void itKeepsNothingAndTellsNothing() throws Exception {
        Client.assertError(client.get("/v1/files"), 404, "not_found_error");
        Client.assertError(client.get("/v1/messages/batches"), 404, "not_found_error");
        assertThat(client.get("/scripted/calls").statusCode()).isEqualTo(404);
        assertThat(client.get("/v1/files").headers().firstValue("x-matrix-demo"))
                .contains("true");
    }
}
