package com.matrixos.proxy.metering;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Remembers the last prompt of each conversation, so that the next one is predicted as what it mostly is:
/// the same, cached, and a little more. Safe for use from any thread; holds its lock for a lookup only.
final class Predictor {
    /// How long the upstream keeps a prefix that is not used.
    private static final Duration CACHED_FOR = Duration.ofMinutes(5);

    private static final int MOST_CONVERSATIONS = 10_000;

    /// One line of work: subagents have prompts of their own.
    record Conversation(String user, String session, String agent) {}

    private record Last(long bytes, long promptTokens, Instant at) {}

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
    /// @param bytes of the request's body
    /// @param hour whether it may be cached for an hour
    Prediction predict(Conversation conversation, long bytes, boolean hour, Instant now) {
        Last last = conversation.session().isEmpty() ? null : last(conversation);
        if (last == null || bytes < last.bytes || last.at.plus(CACHED_FOR).isBefore(now)) {
            return Prediction.ofBytes(bytes, hour);
        }
        return Prediction.after(last.promptTokens, bytes - last.bytes, hour);
    }

    /// The upstream has counted a prompt.
    void learn(Conversation conversation, long bytes, long promptTokens, Instant now) {
        if (conversation.session().isEmpty() || promptTokens == 0) {
            return;
        }
        lock.lock();
        try {
            conversations.put(conversation, new Last(bytes, promptTokens, now));
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
