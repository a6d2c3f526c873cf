package com.matrixos.testkit.model.message;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Lets a thread wait for the scheduler's time, which a test may move by hand.
///
/// @param scheduler whose time it is
public record Pauses(Scheduler scheduler) {
    /// Waits so long; not at all for nothing or less.
    public void pause(Duration length) throws InterruptedException {
        if (!length.isPositive()) {
            return;
        }
        var over = new CountDownLatch(1);
        Cancellable alarm = scheduler.after(length, over::countDown);
        try {
            over.await();
        } finally {
            alarm.cancel();
        }
    }
}
