package com.matrixos.platform.fleet;

import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A value from somebody who may be slow or away: asked for by all callers together, kept for a moment, and not
/// waited for longer than a page can wait. Safe for use from any thread; [#get] blocks.
public final class Recent<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Recent.class);

    /// How long one caller waits; the question goes on after that.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Duration life;
    private final Supplier<T> source;
    private @Nullable CompletableFuture<T> answer; // guarded by this
    private Instant askedAt = Instant.MIN; // guarded by this

    /// @param life how long an answer is good, from when it was asked for; also one that failed
    /// @param source asks; called on a virtual thread
    public Recent(Scheduler scheduler, Duration life, Supplier<T> source) {
        this.scheduler = scheduler;
        this.life = life;
        this.source = source;
    }

    /// The value.
    ///
    /// @param otherwise what it is when the source fails or takes too long
    public T get(T otherwise) {
        try {
            return current().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            LOG.debug("no answer", e.getCause());
            return otherwise;
        } catch (TimeoutException _) {
            return otherwise;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    /// The next caller asks again.
    public synchronized void forget() {
        askedAt = Instant.MIN;
    }

    private synchronized CompletableFuture<T> current() {
        CompletableFuture<T> present = answer;
        Instant now = scheduler.instant();
        if (present != null && (!present.isDone() || now.isBefore(askedAt.plus(life)))) {
            return present;
        }
        askedAt = now;
        CompletableFuture<T> next = CompletableFuture.supplyAsync(
                source, task -> Thread.ofVirtual().name("ask").start(task));
        answer = next;
        return next;
    }
}
