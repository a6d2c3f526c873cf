package com.matrixos.proxy.owned;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has every batch booked, also those whose results nobody downloads. Looks every minute at those that are
/// not booked, in turn, on a virtual thread of the scheduler's.
public final class BatchWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWatcher.class);

    private static final Duration EVERY = Duration.ofMinutes(1);

    /// The upstream counts these requests against the limits that all share.
    private static final int MOST_AT_ONCE = 60;

    /// A batch takes a day at most and its results are kept for 29, so after so long nothing will turn up.
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(30);

    private final OwnedObjects objects;
    private final Billing billing;
    private final Scheduler scheduler;
    private Cancellable watching = () -> {};
    private int turn;

    private BatchWatcher(OwnedObjects objects, Billing billing, Scheduler scheduler) {
        this.objects = objects;
        this.billing = billing;
        this.scheduler = scheduler;
    }

    /// Watches until it is closed.
    public static BatchWatcher start(
            OwnedObjects objects, BatchUpstream upstream, BatchBooking booking, Scheduler scheduler) {
        var watcher = new BatchWatcher(objects, new Billing(objects, upstream, booking), scheduler);
        watcher.watching = scheduler.every(EVERY, watcher::look);
        return watcher;
    }

    @Override
    public void close() {
        watching.cancel();
    }

    /// A failure ends the round, since the next one would probably fail as well; the next round begins after
    /// it, so one batch that always fails does not keep the others waiting.
    private void look() {
        List<Owned> due = objects.due();
        var outcome = Billing.Outcome.UNDER_WAY;
        for (int i = 0; i < Math.min(due.size(), MOST_AT_ONCE) && outcome != Billing.Outcome.FAILED; i++) {
            outcome = look(due.get(Math.floorMod(turn++, due.size())));
        }
    }

    private Billing.Outcome look(Owned batch) {
        Billing.Outcome outcome = billing.settle(batch);
        boolean old = !scheduler.instant().isBefore(batch.createdAt().plus(GIVEN_UP_AFTER));
        if (outcome == Billing.Outcome.GONE && old) {
            objects.close(batch.id(), OwnedObjects.Close.GIVEN_UP);
            LOG.warn("batch given up, the upstream has lost it batch={} user={}", batch.id(), batch.user());
        }
        return outcome;
    }
}
