package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.Call;
import com.matrixos.testkit.model.ScriptedModel;
import com.matrixos.testkit.model.message.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Claude Code in a computer of 256 MB, through the real proxy, against the scripted model.
@Tag("docker")
final class ClaudeCodeTest {
    private static final String HANDLE = "e2e-coder";

    /// A minute shows in a build what ten show by hand, with `-De2e.stream.seconds=600`.
    private static final int STREAM_SECONDS = Integer.getInteger("e2e.stream.seconds", 60);

    @TempDir
    static Path state;

    private static ScriptedModel model;
    private static Installation host;
    private static ClaudeCode claude;

    private int before;

    @BeforeAll
    static void up() throws Exception {
        model = ScriptedModel.start();
        host = Installation.up(
                state,
                Map.of(
                        "ANTHROPIC_API_KEY",
                        "sk-ant-the-shared-key",
                        "ANTHROPIC_API_URL",
                        model.url().toString()));
        host.fromGuide("curl -X POST http://localhost:9000/containers/provision -H 'content-type: application/json' "
                + "-d '{\"handle\":\"" + HANDLE + "\",\"clerkUserId\":\"e2e\"}'");
        claude = ClaudeCode.in(host, HANDLE);
    }

    @AfterAll
    static void down() throws Exception {
        if (host != null) {
            host.close();
        }
        model.close();
    }

    @BeforeEach
    void noLimits() throws Exception {
        quota("{}");
        before = model.calls().size();
    }

    @Test
    void answersAPromptAndItsCallIsInTheBooks() throws Exception {
        ClaudeCode.Answer answer = claude.ask("[[say Good morning.]]", "");
        assertThat(answer.code()).as(answer.result().toString()).isZero();
        assertThat(answer.text()).isEqualTo("Good morning.");
        assertThat(calls()).isEqualTo(1);
        JsonNode row = bySession(answer.session());
        assertThat(row.get("calls").asInt()).isEqualTo(1);
        // Its own sum, from the same numbers.
        assertThat(row.get("costUsd").decimalValue())
                .isEqualByComparingTo(answer.result().get("total_cost_usd").decimalValue());
    }

    @Test
    void usesATool() throws Exception {
        ClaudeCode.Answer answer = claude.ask("""
                Make me a file.
                [[tool Bash {"command":"echo hi > made-by-claude.txt","description":"Make a file"}]]
                [[then]]
                [[say It is made.]]
                """, "--allowedTools Bash");
        assertThat(answer.text()).isEqualTo("It is made.");
        assertThat(state.resolve("users/" + HANDLE + "/matrixos/made-by-claude.txt"))
                .hasContent("hi");
        assertThat(calls()).isEqualTo(2);
        assertThat(bySession(answer.session()).get("calls").asInt()).isEqualTo(2);
    }

    @Test
    void isRefusedOnceWhenTheMoneyIsGoneAndSaysWhy() throws Exception {
        quota("{\"dailyLimitUsd\":0}");
        double refused = refusals();
        ClaudeCode.Answer answer = claude.ask("[[say Never.]]", "");
        assertThat(answer.result().get("is_error").asBoolean()).isTrue();
        assertThat(answer.text()).contains("spend limit reached (daily $0.00; resets 20");
        assertThat(refusals() - refused).as("requests it made").isEqualTo(1);
        assertThat(calls()).isZero();
    }

    @Test
    void keepsWhatItGotWhenTheMoneyRunsOut() throws Exception {
        JsonNode spent = Json.mapper().readTree(host.fromGuide("curl http://localhost:8080/usage/" + HANDLE));
        // Enough for the prompt and two leases of output or so.
        quota("{\"dailyLimitUsd\":" + spent.get("daily").decimalValue().add(new java.math.BigDecimal("0.30")) + "}");
        ClaudeCode.Answer answer = claude.ask("[[say 20000 tokens]]\n[[pace 1ms]]", "--max-turns 1");
        assertThat(calls()).as("a call that is not sent again").isEqualTo(1);
        Call cut = model.calls().getLast();
        assertThat(cut.ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(cut.produced()).isBetween(1_000L, 20_000L);
        // It has kept what it got, asked for more, and been told why there is none.
        assertThat(answer.result().at("/usage/output_tokens").asLong()).isBetween(1_000L, 20_000L);
        assertThat(answer.text()).contains("spend limit reached (daily");
        JsonNode standing = Json.mapper().readTree(host.fromGuide("curl http://localhost:8080/quotas/" + HANDLE));
        assertThat(standing.at("/daily/heldUsd").decimalValue()).isZero();
    }

    @Test
    void sitsThroughALongStream() throws Exception {
        ClaudeCode.Answer answer = claude.ask("[[say " + STREAM_SECONDS + " words]]\n[[pace 1s]]", "");
        assertThat(answer.code()).as(answer.result().toString()).isZero();
        assertThat(answer.text().split("\\s+")).hasSize(STREAM_SECONDS);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void whatASubagentCostsIsItsOwn() throws Exception {
        ClaudeCode.Answer answer = claude.ask("""
                Ask another.
                [[tool Agent {"description":"Say hello","prompt":"[[say Hello from below.]]","subagent_type":"general-purpose","run_in_background":false}]]
                [[then]]
                [[say It said hello.]]
                """, "");
        assertThat(answer.code()).as(answer.result().toString()).isZero();
        // The asking, the agent's own call, and what came of it; a notification may make it one more.
        assertThat(bySession(answer.session()).get("calls").asInt()).isBetween(3, 4);
        List<JsonNode> agents = StreamSupport.stream(usage("agent").spliterator(), false)
                .filter(row -> !row.get("key").asText().isEmpty())
                .toList();
        assertThat(agents).hasSize(1);
        assertThat(agents.getFirst().get("calls").asInt()).isEqualTo(1);
        assertThat(agents.getFirst().get("costUsd").decimalValue()).isPositive();
    }

    private int calls() {
        return model.calls().size() - before;
    }

    private static void quota(String json) throws Exception {
        host.fromGuide("curl -X POST http://localhost:8080/quotas/" + HANDLE
                + " -H 'content-type: application/json' -d '" + json + "'");
    }

    private static JsonNode usage(String dimension) throws Exception {
        return Json.mapper()
                .readTree(host.fromGuide("curl 'http://localhost:8080/usage/" + HANDLE + "/by?dim=" + dimension + "'"));
    }

    private static JsonNode bySession(String session) throws Exception {
        return StreamSupport.stream(usage("session").spliterator(), false)
                .filter(row -> row.get("key").asText().equals(session))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no calls of session " + session));
    }

    private static double refusals() throws Exception {
        return host.fromGuide("curl http://localhost:8080/metrics")
                .lines()
                .filter(line -> line.startsWith("mx_proxy_budget_refusals_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
