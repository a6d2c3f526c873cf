package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.PromptPrint;
import com.matrixos.proxy.usage.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Remembers the last prompt of each conversation, so that the next one is predicted as what it mostly is:
/// the same, as far as it was cached, and a little more. What does not begin with the same bytes is new, whatever its
/// length and its session. Safe for use from any thread; holds its lock for a
/// lookup only.
final class Predictor {
    /// How long the upstream keeps a prefix that is not used.
    private static final Duration CACHED_FOR = Duration.ofMinutes(5);

    private static final int MOST_CONVERSATIONS = 10_000;

    /// One line of work: subagents have prompts of their own, and each model a cache.
    record Conversation(String user, String session, String agent, String model) {}

    private record Last(PromptPrint print, Tokens prompt, Instant at) {
        /// What a prompt that begins with all of this one finds in the cache.
        long cached() {
            return prompt.cacheRead() + prompt.cacheWrite5m() + prompt.cacheWrite1h();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Conversation, Last> conversations = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Conversation, Last> eldest) {
            return size() > MOST_CONVERSATIONS;
        }
    };

    /// Predicts a prompt.
    ///
    /// @param print what it begins with
    /// @param gauge the guess by its bytes, in tokens
    /// @param hour whether it may be cached for an hour
    Prediction predict(Conversation conversation, PromptPrint print, long gauge, boolean hour, Instant now) {
        Last last = conversation.session().isEmpty() ? null : last(conversation);
        if (last == null || last.at.plus(CACHED_FOR).isBefore(now)) {
            return Prediction.fresh(gauge, hour);
        }
        long shared = print.shared(last.print);
        long read = Math.min(last.cached(), shared);
        long more = Math.max(0, Math.min(gauge - read, gauge - shared + last.prompt.input()));
        return Prediction.after(read, more, hour);
    }

    /// The upstream has counted a prompt.
    void learn(Conversation conversation, PromptPrint print, Tokens prompt, Instant now) {
        if (conversation.session().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            conversations.put(conversation, new Last(print, prompt, now));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Last last(Conversation conversation) {
        lock.lock();
        try {
            return conversations.get(conversation);
        } finally {
            lock.unlock();
        }
    }
}
