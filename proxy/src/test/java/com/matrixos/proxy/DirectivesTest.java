package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.Call;
import com.matrixos.testkit.model.ModelOptions;
import com.matrixos.testkit.model.ScriptedModel;
import com.matrixos.testkit.model.message.Ending;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that the scripted model can do and end in order, however its bytes are cut: what comes through the
/// proxy is what the model sends, and what it costs does not depend on the cuts.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DirectivesTest {
    /// Lines of the same length, so that the prompts cost the same.
    private static final List<String> CUTS = List.of("(uncut)....", "[[split 1]]", "[[split 7]]");

    /// Surefire runs in the module's folder.
    private static final Path PAGE = Path.of("..", "docs", "reference", "scripted-model.md");

    private static final Pattern DIRECTIVE = Pattern.compile("(?m)^\\| `(\\[\\[.*\\]\\])` \\|");
    private static final Pattern BREAKS_OFF = Pattern.compile("\\[\\[(error|error-event|cut)[ \\]].*");

    /// What is another each time: names, signatures, and the time.
    private static final Pattern FRESH =
            Pattern.compile("(?:msg|toolu)_01\\w+|(?<=\"signature\":\")[^\"]+|(?<=\")[0-9]{16}");

    private ScriptedModel model;
    private RunningProxy proxy;

    @BeforeAll
    void start() {
        model = ScriptedModel.start(ModelOptions.anyPort().withKey(RunningProxy.KEY));
        proxy = RunningProxy.towards(model.url());
    }

    @AfterAll
    void stop() throws IOException {
        proxy.close();
        model.close();
    }

    static Stream<String> directives() throws IOException {
        List<String> all = DIRECTIVE
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .filter(directive -> !BREAKS_OFF.matcher(directive).matches())
                // Nobody shall wait for as long as the page's examples do.
                .map(directive -> directive.replaceAll("\\b([0-9]+)m?s\\b", "$1ms"))
                .toList();
        assertThat(all).hasSizeGreaterThan(15);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("directives")
    void passUnchangedAndCostTheSameHoweverTheyAreCut(String directive) throws Exception {
        String handle = "u" + Tokens.sha256(directive).substring(0, 12);
        String token = proxy.grant(handle);
        long each = 0;
        long before = 0;
        for (String cut : CUTS) {
            String body = ask(cut + "\n[[say 12 words]]\n[[say Grüße, \uD83D\uDC4B.]]\n" + directive);
            String through = send(proxy.message(token, body));
            String direct = send(HttpRequest.newBuilder(model.url().resolve("/v1/messages"))
                    .header("x-api-key", RunningProxy.KEY)
                    .POST(BodyPublishers.ofString(body)));
            List<Call> calls = model.calls();
            assertThat(calls.getLast().ending()).isEqualTo(Ending.COMPLETE);
            assertThat(calls.get(calls.size() - 2).usage())
                    .isEqualTo(calls.getLast().usage());

            assertThat(through).as(cut).isEqualTo(direct);
            long after = proxy.spent(handle);
            each = each == 0 ? cost(calls.getLast()) : each;
            assertThat(after - before).as(cut).isEqualTo(each);
            before = after;
        }
    }

    private String send(HttpRequest.Builder request) throws Exception {
        var response = proxy.client.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        // One character for each byte, so that nothing is lost in reading what is no UTF-8.
        String bytes = new String(response.body(), StandardCharsets.ISO_8859_1);
        return FRESH.matcher(bytes).replaceAll("(fresh)");
    }

    private static String ask(String script) {
        ObjectNode ask = Json.mapper()
                .createObjectNode()
                .put("model", "claude-opus-5")
                .put("max_tokens", 20_000)
                .put("stream", true);
        ask.putObject("thinking").put("type", "adaptive").put("display", "summarized");
        ask.putArray("tools").addObject().put("name", "Bash").putObject("input_schema");
        ask.putArray("messages").addObject().put("role", "user").put("content", script);
        return ask.toString();
    }

    /// In nano-dollars: Claude Opus 5 is asked, and one script has another answer.
    private static long cost(Call call) {
        JsonNode usage = call.usage();
        boolean another = call.model().equals("claude-opus-5-5");
        long tokens = usage.path("input_tokens").asLong() * (another ? 4_000 : 5_000)
                + output(usage) * (another ? 20_000 : 25_000);
        int speed = usage.path("speed").asText().equals("fast") ? 2 : 1;
        long searches = usage.at("/server_tool_use/web_search_requests").asLong();
        return tokens * speed + searches * 10_000_000;
    }

    /// A compaction is not in the top level's counts.
    private static long output(JsonNode usage) {
        long output = usage.path("output_tokens").asLong();
        for (JsonNode part : usage.path("iterations")) {
            output += part.path("output_tokens").asLong();
        }
        return output;
    }
}
