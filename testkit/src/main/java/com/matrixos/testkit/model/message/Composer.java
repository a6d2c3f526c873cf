package com.matrixos.testkit.model.message;

import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Directive.ReportUsage;
import com.matrixos.testkit.model.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a whole answer of what the author writes: applies the request's limits, finds the reason why it
/// ends, and counts what it costs. Safe for use from any thread.
public final class Composer {
    private static final String ANYWHERE = "global";

    private final Author author;
    private final PromptCache cache;

    /// @param author who writes
    /// @param cache through which prompts are read
    public Composer(Author author, PromptCache cache) {
        this.author = author;
        this.cache = cache;
    }

    /// What is to be done about a request.
    ///
    /// @throws RefusedException when its script cannot be understood
    public Step step(Ask ask) {
        return author.step(ask.occasion());
    }

    /// The answer. To be called once for each request, for the prompt is read here.
    ///
    /// @param tier `standard` or `batch`
    public Turn compose(Ask ask, Step step, String tier) {
        Draft draft =
                Draft.of(author.write(ask, step)).before(ask.stopSequences()).within(ask.maxTokens());
        long output = draft.blocks().stream().mapToLong(Block::tokens).sum();
        long thinking = draft.blocks().stream()
                .filter(Block.Thinking.class::isInstance)
                .mapToLong(Block::tokens)
                .sum();
        var usage = new Usage(
                cache.read(ask.prompt()),
                output,
                thinking,
                tier,
                ask.inferenceGeo().orElse(ANYWHERE),
                ask.speed(),
                step.all(ReportUsage.class));
        return new Turn(
                Ids.next("msg_"),
                step.last(Directive.ResponseModel.class)
                        .map(Directive.ResponseModel::name)
                        .orElse(ask.model()),
                draft.blocks(),
                step.last(Directive.Stop.class).map(Directive.Stop::reason).orElse(draft.stopReason()),
                draft.stopSequence(),
                usage,
                step);
    }

    /// Content, and why it ends.
    private record Draft(
            List<Block> blocks, String stopReason, @Nullable String stopSequence) {
        static Draft of(List<Block> blocks) {
            boolean calls = blocks.stream().anyMatch(Block.ToolUse.class::isInstance);
            return new Draft(blocks, calls ? "tool_use" : "end_turn", null);
        }

        Draft before(List<String> sequences) {
            var kept = new ArrayList<Block>();
            for (Block block : blocks) {
                if (block instanceof Block.Text(String text)) {
                    Optional<String> first = firstIn(text, sequences);
                    if (first.isPresent()) {
                        kept.add(new Block.Text(text.substring(0, text.indexOf(first.get()))));
                        return new Draft(kept, "stop_sequence", first.get());
                    }
                }
                kept.add(block);
            }
            return this;
        }

        private static Optional<String> firstIn(String text, List<String> sequences) {
            return sequences.stream()
                    .filter(sequence -> !sequence.isEmpty() && text.contains(sequence))
                    .min(java.util.Comparator.comparingInt(text::indexOf));
        }

        Draft within(long maxTokens) {
            var kept = new ArrayList<Block>();
            long left = maxTokens;
            for (Block block : blocks) {
                if (block.tokens() > left) {
                    if (left > 0) {
                        kept.add(block.atMost(left));
                    }
                    return new Draft(kept, "max_tokens", null);
                }
                kept.add(block);
                left -= block.tokens();
            }
            return this;
        }
    }
}
