package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import com.matrixos.proxy.usage.Usage.Iteration;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    @Test
    void nothingReportedIsNothingUsed() throws IOException {
        assertThat(new Tally().usage()).isEqualTo(Usage.NONE);
        assertThat(sum("null", "5", "[]", "{}")).isEqualTo(Usage.NONE);
    }

    @Test
    void readsEveryField() throws IOException {
        assertThat(sum("""
                        {"input_tokens":1,"cache_read_input_tokens":2,"cache_creation_input_tokens":7,
                         "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":5,
                         "server_tool_use":{"web_search_requests":6,"web_fetch_requests":9},"service_tier":"priority",
                         "speed":"fast","inference_geo":"us"}""")).isEqualTo(new Usage(new Tokens(1, 2, 3, 4, 5), 6, "priority", "fast", "us", List.of()));
    }

    @Test
    void aLaterReportReplacesAndNeverAdds() throws IOException {
        assertThat(sum("{\"input_tokens\":2679,\"output_tokens\":3}", "{\"input_tokens\":10682,\"output_tokens\":510}")
                        .tokens())
                .isEqualTo(new Tokens(10_682, 0, 0, 0, 510));
        assertThat(sum("{\"output_tokens\":510}", "{\"output_tokens\":3}")
                        .tokens()
                        .output())
                .isEqualTo(3);
    }

    @Test
    void whatIsAbsentOrNullSaysNothing() throws IOException {
        Usage first = sum("{\"input_tokens\":5,\"speed\":\"fast\",\"server_tool_use\":{\"web_search_requests\":1}}");

        assertThat(sum(
                        "{\"input_tokens\":5,\"speed\":\"fast\",\"server_tool_use\":{\"web_search_requests\":1}}",
                        "{\"input_tokens\":null,\"speed\":null,\"server_tool_use\":null,\"iterations\":null}",
                        "{\"server_tool_use\":{}}"))
                .isEqualTo(first);
    }

    @Test
    void aLaterZeroTakesNoPromptBack() throws IOException {
        Tokens tokens = sum(
                        "{\"input_tokens\":5,\"cache_read_input_tokens\":6,\"cache_creation_input_tokens\":7}",
                        "{\"input_tokens\":0,\"cache_read_input_tokens\":0,\"cache_creation_input_tokens\":0,"
                                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0}}")
                .tokens();

        assertThat(tokens).isEqualTo(new Tokens(5, 6, 7, 0, 0));
    }

    @Test
    void whatIsNotSaidToBeForAnHourIsForFiveMinutes() throws IOException {
        assertThat(sum("{\"cache_creation_input_tokens\":7}").tokens()).isEqualTo(new Tokens(0, 0, 7, 0, 0));
        assertThat(sum("{\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_1h_input_tokens\":4}}")
                        .tokens())
                .isEqualTo(new Tokens(0, 0, 3, 4, 0));
        assertThat(sum("{\"cache_creation_input_tokens\":7,\"cache_creation\":"
                                + "{\"ephemeral_5m_input_tokens\":1,\"ephemeral_1h_input_tokens\":4}}")
                        .tokens())
                .isEqualTo(new Tokens(0, 0, 3, 4, 0));
        assertThat(sum("{\"cache_creation\":{\"ephemeral_5m_input_tokens\":1,\"ephemeral_1h_input_tokens\":4}}")
                        .tokens())
                .isEqualTo(new Tokens(0, 0, 1, 4, 0));
    }

    @Test
    void whatMovesFromFiveMinutesToAnHourIsCountedOnce() throws IOException {
        assertThat(sum(
                                "{\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_5m_input_tokens\":7,"
                                        + "\"ephemeral_1h_input_tokens\":0}}",
                                "{\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
                                        + "\"ephemeral_1h_input_tokens\":7}}")
                        .tokens())
                .isEqualTo(new Tokens(0, 0, 0, 7, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"9\"", "true", "[9]", "1000000000001", "99999999999999999999", "1e400"})
    void whatIsNoCountIsIgnored(String value) throws IOException {
        assertThat(sum(
                                "{\"output_tokens\":8,\"input_tokens\":7}",
                                "{\"output_tokens\":" + value + ",\"input_tokens\":" + value + "}")
                        .tokens())
                .isEqualTo(new Tokens(7, 0, 0, 0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "9.0", "0.9e1", "90e-1"})
    void aWholeNumberCountsHoweverWritten(String value) throws IOException {
        assertThat(sum("{\"output_tokens\":" + value + ",\"input_tokens\":" + value + "}")
                        .tokens())
                .isEqualTo(new Tokens(9, 0, 0, 0, 9));
    }

    @Test
    void whatIsWrittenToTheCacheMayTurnOutLess() throws IOException {
        String first = "{\"cache_creation_input_tokens\":400,\"cache_creation\":"
                + "{\"ephemeral_5m_input_tokens\":%d,\"ephemeral_1h_input_tokens\":%d}}";
        String zeros = "{\"cache_creation_input_tokens\":300,\"cache_creation\":"
                + "{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0}}";
        for (String later : List.of("{\"cache_creation_input_tokens\":300}", zeros)) {
            assertThat(sum(first.formatted(400, 0), later).tokens()).isEqualTo(new Tokens(0, 0, 300, 0, 0));
            assertThat(sum(first.formatted(300, 100), later).tokens()).isEqualTo(new Tokens(0, 0, 200, 100, 0));
            assertThat(sum(first.formatted(0, 400), later).tokens()).isEqualTo(new Tokens(0, 0, 0, 300, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output_tokens\":\"9\"}",
                "{\"output_tokens\":1.5}",
                "{\"cache_creation\":{\"ephemeral_1h_input_tokens\":-1}}",
                "{\"server_tool_use\":{\"web_search_requests\":true}}",
                "{\"iterations\":[{\"input_tokens\":1e20}]}",
                "7"
            })
    void aCountThatCannotBeReadIsToldOf(String report) throws IOException {
        var tally = new Tally();
        assertThat(tally.sound()).isFalse();
        tally.report(Json.mapper().readTree("{\"output_tokens\":1}"));
        assertThat(tally.sound()).isTrue();
        tally.report(Json.mapper().readTree(report));
        assertThat(tally.sound()).isFalse();
    }

    @Test
    void readsThePartsOfACall() throws IOException {
        Usage usage = sum("{\"iterations\":[{\"type\":\"message\",\"input_tokens\":1}]}", """
                {"iterations":[{"type":"compaction","input_tokens":10,"output_tokens":-5,"cache_creation_input_tokens":4,
                  "cache_creation":{"ephemeral_1h_input_tokens":3}},
                 {"type":"advisor_message","model":"claude-opus-5-5","cache_read_input_tokens":2},{"model":null},7]}""", "{\"iterations\":[]}");

        assertThat(usage.iterations())
                .containsExactly(
                        new Iteration("compaction", "", new Tokens(10, 0, 1, 3, 0)),
                        new Iteration("advisor_message", "claude-opus-5-5", new Tokens(0, 2, 0, 0, 0)),
                        new Iteration("", "", Tokens.NONE),
                        new Iteration("", "", Tokens.NONE));
    }

    private static Usage sum(String... reports) throws IOException {
        var tally = new Tally();
        for (String report : reports) {
            tally.report(Json.mapper().readTree(report));
        }
        return tally.usage();
    }
}
