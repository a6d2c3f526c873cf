package com.matrixos.proxy.owned;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.upstream.Kept;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Verdict;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps an answer of success until it is complete, and has it changed before the client hears of it. Every
/// other answer passes as it comes.
class Whole extends PassingTap {
    /// Enough for one object, whatever is added to it.
    static final int ONE_OBJECT = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Whole.class);

    private final int longest;
    private final UnaryOperator<Verdict.Respond> change;
    private Verdict.@Nullable Respond answer;

    /// @param ours headers that tell the caller about the caller's limits
    /// @param longest body that is kept, in bytes; a longer answer is a failure of the upstream's
    /// @param change makes what the client gets out of what the upstream said; runs on a virtual thread
    Whole(KeyUse key, Map<String, String> ours, int longest, UnaryOperator<Verdict.Respond> change) {
        super(key, ours);
        this.longest = longest;
        this.change = change;
    }

    @Override
    public Handling answered(ResponseHead head) {
        Handling usual = super.answered(head);
        if (head.status() / 100 == 2 && usual instanceof Handling.Stream(var edits)) {
            answer = Kept.of(head, edits);
            return new Handling.Collect(longest);
        }
        return usual;
    }

    @Override
    public void collected(byte[] body, Consumer<Verdict.Respond> decide) {
        Verdict.Respond kept = answer;
        if (kept == null) {
            super.collected(body, decide);
        } else {
            Thread.ofVirtual()
                    .name("owned")
                    .start(() -> decide.accept(changed(new Verdict.Respond(kept.status(), kept.headers(), body))));
        }
    }

    /// Whether the answer is one of success, and kept.
    boolean kept() {
        return answer != null;
    }

    private Verdict.Respond changed(Verdict.Respond whole) {
        try {
            return change.apply(whole);
        } catch (RuntimeException e) {
            LOG.error("an answer could not be changed", e);
            return Answers.plain(AnthropicError.ofStatus(500, "the upstream's answer could not be handed on"));
        }
    }
}
