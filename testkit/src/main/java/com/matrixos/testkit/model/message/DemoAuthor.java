package com.matrixos.testkit.model.message;

import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Step;
import java.time.Duration;
import java.util.List;

/// Says that it is a demo, and how to get the real thing, whatever it is asked. Obeys no script: what a
/// person writes is only text to it.
public final class DemoAuthor implements Author {
    /// The only model there is in a demo.
    public static final String MODEL = "demo";

    private static final String LABEL = "Demo model (no API key is set): ";
    private static final String ADVICE = " Set ANTHROPIC_API_KEY on this host to talk to Claude.";
    private static final int QUOTED = 300;

    /// About as fast as a small model writes.
    private static final Step MANNER =
            new Step(List.of(new Directive.Pace(Duration.ofMillis(15)), new Directive.ResponseModel(MODEL)));

    @Override
    public Step step(Occasion occasion) {
        return MANNER;
    }

    @Override
    public List<Block> write(Ask ask, Step step) {
        return List.of(new Block.Text(LABEL + sentence(ask.occasion()) + ADVICE));
    }

    private static String sentence(Occasion occasion) {
        if (!occasion.results().isEmpty()) {
            return "thank you for " + occasion.results().size() + " tool result(s); I cannot make use of them.";
        }
        String asked = occasion.text().strip();
        if (asked.isEmpty()) {
            return "your message has no text.";
        }
        String which = occasion.messages() == 1 ? "you wrote" : "in message " + occasion.messages() + " you wrote";
        return which + " \"" + Quote.of(asked, QUOTED) + "\", and I can only repeat it.";
    }
}
