package com.matrixos.testkit.time;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// A scheduler whose time stands still until [#advance] moves it. Tasks that fall due run on the thread
/// that advances, in the order of their times, before it returns.
public final class ManualScheduler implements Scheduler {
    private static final class Task {
        private final Instant due;
        private final long order;
        private final Runnable work;

        Task(Instant due, long order, Runnable work) {
            this.due = due;
            this.order = order;
            this.work = work;
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task, Instant>comparing(task -> task.due).thenComparingLong(task -> task.order));
    private Instant now;
    private long count;

    /// Starts at the given time.
    public ManualScheduler(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable work) {
        var task = new Task(now.plus(delay), count++, work);
        tasks.add(task);
        return () -> remove(task);
    }

    @Override
    public Cancellable every(Duration delay, Runnable work) {
        var series = new Series(delay, work);
        series.next();
        return series;
    }

    private final class Series implements Cancellable {
        private final Duration delay;
        private final Runnable work;
        private boolean cancelled;
        private Cancellable next = () -> {};

        Series(Duration delay, Runnable work) {
            this.delay = delay;
            this.work = work;
        }

        /// Under the scheduler's lock, so that a cancel from another thread while a task runs ends the series too.
        private boolean next() {
            synchronized (ManualScheduler.this) {
                if (!cancelled) {
                    next = after(delay, this::run);
                }
                return !cancelled;
            }
        }

        private void run() {
            if (next()) {
                work.run();
            }
        }

        @Override
        public void cancel() {
            synchronized (ManualScheduler.this) {
                cancelled = true;
                next.cancel();
            }
        }
    }

    /// Moves time on by this much, running what falls due on the way at its own time.
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Optional<Task> due = nextUntil(end); due.isPresent(); due = nextUntil(end)) {
            due.get().work.run();
        }
    }

    private synchronized Optional<Task> nextUntil(Instant end) {
        Task first = tasks.peek();
        if (first == null || first.due.isAfter(end)) {
            now = end;
            return Optional.empty();
        }
        now = first.due;
        return Optional.ofNullable(tasks.poll());
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }
}
