package com.matrixos.bench.proxy;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Takes steps at times that are fixed beforehand. A step that is late is taken as soon as the loop gets to
/// it, and none is left out, so a slow machine delays what is measured but never thins it out. Runs on its
/// event loop.
final class Cadence {
    /// Late steps that are taken in a row before the loop may read and write again.
    private static final int IN_A_ROW = 64;

    /// What is done at each time.
    interface Step {
        /// @param due when it should have been taken, by [System#nanoTime]
        /// @return whether there is another one
        boolean take(long due);
    }

    private final EventLoop loop;
    private final LongSupplier gap;
    private final Step step;
    private long due;

    private Cadence(EventLoop loop, long start, LongSupplier gap, Step step) {
        this.loop = loop;
        this.gap = gap;
        this.step = step;
        this.due = start + gap.getAsLong();
    }

    /// Takes the first step one gap after the start. May be called from any thread.
    ///
    /// @param start by [System#nanoTime]
    /// @param gap nanoseconds from one step to the next, asked anew each time
    static void begin(EventLoop loop, long start, LongSupplier gap, Step step) {
        loop.execute(new Cadence(loop, start, gap, step)::tick);
    }

    private void tick() {
        for (int taken = 0; taken < IN_A_ROW; taken++) {
            long early = due - System.nanoTime();
            if (early > 0) {
                var _ = loop.schedule(this::tick, early, TimeUnit.NANOSECONDS);
                return;
            }
            if (!step.take(due)) {
                return;
            }
            due += gap.getAsLong();
        }
        loop.execute(this::tick);
    }
}
