package com.matrixos.testkit.model.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive.Incident;
import com.matrixos.testkit.model.script.Directive.ReportUsage;
import com.matrixos.testkit.model.script.Directive.ReportUsage.Part;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectiveParserTest {
    static Stream<Arguments> forms() {
        ObjectNode some = object().put("a", 1);
        return Stream.of(
                Arguments.of("[[say hello]]", new Directive.Say("hello")),
                Arguments.of("[[ say  hello ]]", new Directive.Say("hello")),
                Arguments.of("[[say a [[ b ]] c]]", new Directive.Say("a [[ b ]] c")),
                Arguments.of("[[say 3 words]]", new Directive.Say("the river bends")),
                Arguments.of("[[say 2 tokens]]", new Directive.Say("the rive")),
                Arguments.of("[[say 7 stamps]]", new Directive.SayStamps(7)),
                Arguments.of("[[say 3 cheers]]", new Directive.Say("3 cheers")),
                Arguments.of("[[tool Bash {\"a\":1}]]", new Directive.UseTool("Bash", some)),
                Arguments.of("[[then]]", new Directive.Then()),
                Arguments.of("[[think 300 tokens]]", new Directive.Think(300)),
                Arguments.of("[[error 529 overloaded_error]]", new Directive.Fail(529, "overloaded_error", "scripted")),
                Arguments.of(
                        "[[error 402 billing_error pay first]]", new Directive.Fail(402, "billing_error", "pay first")),
                Arguments.of("[[header Retry-After 7]]", new Directive.Header("retry-after", "7")),
                Arguments.of("[[model claude-opus-5-5]]", new Directive.ResponseModel("claude-opus-5-5")),
                Arguments.of("[[stop refusal]]", new Directive.Stop("refusal")),
                Arguments.of("[[usage {\"a\":1}]]", new ReportUsage(Part.EVERYWHERE, some)),
                Arguments.of("[[usage start {\"a\":1}]]", new ReportUsage(Part.START, some)),
                Arguments.of("[[usage end {\"a\":1}]]", new ReportUsage(Part.END, some)),
                Arguments.of("[[usage after 4 {\"a\":1}]]", new Directive.Interim(4, some)),
                Arguments.of("[[pace 50ms]]", new Directive.Pace(Duration.ofMillis(50))),
                Arguments.of("[[events crlf]]", new Directive.CrLf()),
                Arguments.of("[[split 7]]", new Directive.Split(7)),
                Arguments.of("[[cut]]", new Directive.Cut(Incident.BEFORE_ANSWER)),
                Arguments.of("[[cut after 5]]", new Directive.Cut(5)),
                Arguments.of("[[error-event after 5 api_error]]", new Directive.FailEvent(5, "api_error", "scripted")),
                Arguments.of(
                        "[[error-event after 0 overloaded_error too much]]",
                        new Directive.FailEvent(0, "overloaded_error", "too much")),
                Arguments.of("[[stall 20s after 3]]", stall(3, Duration.ofSeconds(20), Optional.empty())),
                Arguments.of("[[stall 2m]]", stall(-1, Duration.ofMinutes(2), Optional.empty())),
                Arguments.of(
                        "[[stall 20s after 3 ping 500ms]]",
                        stall(3, Duration.ofSeconds(20), Optional.of(Duration.ofMillis(500)))),
                Arguments.of("[[event after 2 news {\"a\":1}]]", new Directive.Extra(2, "news", some)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsUnderstood(String line, Directive directive) {
        assertThat(DirectiveParser.isDirective(line)).isTrue();
        assertThat(DirectiveParser.parse(line)).isEqualTo(directive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[sing]]",
                "[[say 999999 words]]",
                "[[tool Bash]]",
                "[[tool Bash [1]]]",
                "[[tool Bash {\"a\":}]]",
                "[[tool Bash {\"a\":1,\"a\":2}]]",
                "[[then again]]",
                "[[think much]]",
                "[[error 200 fine]]",
                "[[error 529]]",
                "[[header x]]",
                "[[header x a\tb]]",
                "[[usage]]",
                "[[usage middle {}]]",
                "[[pace 50]]",
                "[[pace 50 ms]]",
                "[[events lf]]",
                "[[split 0]]",
                "[[cut 5]]",
                "[[cut after five]]",
                "[[error-event overloaded_error]]",
                "[[stall after 3]]",
                "[[event news {}]]"
            })
    void whatIsNotUnderstoodIsNamed(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectiveParser.parse(line))
                .withMessageStartingWith("directive " + line + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "say hello", "[say hello]", "[[say hello", "say [[hello]]", "[[]]"})
    void otherLinesAreNoDirectives(String line) {
        assertThat(DirectiveParser.isDirective(line)).isFalse();
    }

    private static Directive stall(int after, Duration length, Optional<Duration> ping) {
        return new Directive.Stall(after, length, ping);
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
