package com.matrixos.base.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine's own clock, one daemon timer thread, and a virtual thread for every task that falls due.
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        var future = timer.schedule(() -> start(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Cancellable every(Duration delay, Runnable task) {
        var cancelled = new AtomicBoolean();
        repeat(delay, task, cancelled);
        return () -> cancelled.set(true);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void repeat(Duration delay, Runnable task, AtomicBoolean cancelled) {
        var _ = after(delay, () -> {
            if (cancelled.get()) {
                return;
            }
            try {
                task.run();
            } finally {
                if (!timer.isShutdown()) {
                    repeat(delay, task, cancelled);
                }
            }
        });
    }

    private static void start(Runnable task) {
        Thread.ofVirtual().name("scheduled").start(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("scheduled task failed", e);
            }
        });
    }
}
