package com.matrixos.testkit.model.message;

import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Filler;
import com.matrixos.testkit.model.script.Script;
import com.matrixos.testkit.model.script.Step;
import com.matrixos.testkit.model.script.TokenRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Does what the directives in a person's last text say, and a little of everything where they say nothing.
public final class ScriptedAuthor implements Author {
    private static final int QUOTED = 200;
    private static final int USUAL_THOUGHTS = 24;

    @Override
    public Step step(Occasion occasion) {
        try {
            return Script.of(occasion.text()).step(occasion.answers());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ApiError.invalidRequest(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<Block> write(Ask ask, Step step) {
        var blocks = new ArrayList<Block>();
        int thoughts =
                step.last(Directive.Think.class).map(Directive.Think::tokens).orElse(USUAL_THOUGHTS);
        ask.thinking().filter(_ -> thoughts > 0).ifPresent(shown -> blocks.add(thoughts(thoughts, shown)));
        step.all(Directive.Speech.class).stream()
                .map(speech -> said(speech, ask))
                .forEach(blocks::add);
        if (step.all(Directive.Speech.class).isEmpty()) {
            blocks.add(new Block.Text(unscripted(ask.occasion())));
        }
        return blocks;
    }

    private static Block thoughts(int tokens, Ask.Thinking shown) {
        String thoughts = Filler.bytes(tokens * TokenRule.BYTES);
        byte[] signature = Ids.next("sig_").repeat(4).getBytes(StandardCharsets.US_ASCII);
        return new Block.Thinking(thoughts, shown, Base64.getEncoder().encodeToString(signature));
    }

    private static Block said(Directive.Speech speech, Ask ask) {
        return switch (speech) {
            case Directive.Say(String text) -> new Block.Text(text);
            case Directive.SayStamps(int count) -> new Block.Stamps(count);
            case Directive.UseTool tool -> call(tool, ask);
        };
    }

    private static Block call(Directive.UseTool tool, Ask ask) {
        return ask.tools().contains(tool.name())
                ? new Block.ToolUse(Ids.next("toolu_"), tool.name(), text(tool), true)
                : new Block.Text("I was told to use the tool " + tool.name() + ", but it is not offered.");
    }

    private static String text(Directive.UseTool tool) {
        return new String(Json.write(tool.input()), StandardCharsets.UTF_8);
    }

    private static String unscripted(Occasion occasion) {
        if (!occasion.results().isEmpty()) {
            return "The tool answered: " + Quote.of(String.join("\n", occasion.results()), QUOTED);
        }
        String asked = occasion.text().strip();
        return asked.isEmpty()
                ? "I am a scripted model, and your message has no text."
                : "I am a scripted model. You wrote: " + Quote.of(asked, QUOTED);
    }
}
