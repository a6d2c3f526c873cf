package com.matrixos.proxy.owned;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.usage.BatchSkim;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// A purse for each user, in which each token of output costs one pico-USD and nothing else costs anything.
/// Endless until it is told what is in it.
final class Purses implements BatchMoney {
    private final Map<String, Long> left = new ConcurrentHashMap<>();
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    /// From now on this much can be held for the user.
    void fill(String user, long pico) {
        left.put(user, pico);
    }

    /// What all batches of the user hold.
    long held(String user) {
        return held.getOrDefault(user, 0L);
    }

    /// Another process begins, which holds nothing.
    void forgetHolds() {
        held.clear();
    }

    @Override
    public long worstCase(Map<String, BatchSkim.Sum> byModel, long fileTokens) {
        return byModel.values().stream().mapToLong(BatchSkim.Sum::maxTokens).sum();
    }

    @Override
    public synchronized Room hold(String user, long pico) {
        return pico > room(user)
                ? new Room.Refused(Answers.plain(new AnthropicError(429, "billing_error", "too dear")))
                : new Room.Held(take(user, pico));
    }

    @Override
    public synchronized BatchHold holdAgain(String user, Instant madeAt, long pico) {
        return take(user, Math.min(pico, room(user)));
    }

    private long room(String user) {
        return left.getOrDefault(user, Long.MAX_VALUE) - held(user);
    }

    private BatchHold take(String user, long pico) {
        held.merge(user, pico, Long::sum);
        var over = new AtomicBoolean();
        return new BatchHold() {
            @Override
            public long pico() {
                return over.get() ? 0 : pico;
            }

            @Override
            public boolean pay(LocalDate day, long cost) {
                throw new UnsupportedOperationException("nothing is booked out of a purse");
            }

            @Override
            public void release() {
                if (!over.getAndSet(true)) {
                    held.merge(user, -pico, Long::sum);
                }
            }
        };
    }
}
