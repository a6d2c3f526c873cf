package com.matrixos.testkit.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.model.script.Directive.Pace;
import com.matrixos.testkit.model.script.Directive.Say;
import com.matrixos.testkit.model.script.Directive.Speech;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptTest {
    @Test
    void linesThatAreNoDirectivesArePassedOver() {
        assertThat(Script.of("Please do this:\n  [[say yes]]  \nthank you").steps())
                .containsExactly(new Step(List.of(new Say("yes"))));
    }

    @Test
    void stepsAreForOneAnswerEach() {
        var script = Script.of("[[say one]]\n[[then]]\n[[say two]]");

        assertThat(script.step(0).all(Speech.class)).containsExactly(new Say("one"));
        assertThat(script.step(1).all(Speech.class)).containsExactly(new Say("two"));
        assertThat(script.step(2)).isEqualTo(Step.NONE);
    }

    @Test
    void ofTwoThatExcludeEachOtherTheLastCounts() {
        var step = Script.of("[[pace 1ms]]\n[[pace 2ms]]").step(0);

        assertThat(step.last(Pace.class)).contains(new Pace(Duration.ofMillis(2)));
    }

    @Test
    void aTextWithoutDirectivesHoldsNoScript() {
        assertThat(Script.isIn("[[say yes]]")).isTrue();
        assertThat(Script.isIn("if [[ -f x ]]; then")).isFalse();
    }
}
