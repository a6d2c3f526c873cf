package com.matrixos.proxy.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// What the ledger's thread has not done yet, bounded. Adding takes the lock for the moment of an append,
/// so event loops may.
///
/// Openings go ahead of everything else, since a person waits for each of them while a batch of 100,000
/// results can wait. Those that have begun already, for which nobody waits, are taken at once as well, but when many
/// come one after the other only so often. Everything else is gathered for a moment, so that it costs a commit for many
/// and not one
/// for each; who waits for it ends that. The order of each call is kept: who takes entries takes all openings
/// with them.
final class Inbox {
    /// About 100 MB when it is full of settlements; calls under way are a few thousand.
    static final int LIMIT = 100_000;

    /// How long entries are gathered. What a killed process had not committed of them is booked as an estimate at the
    /// next start, so this is short.
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /// How often openings that nobody waits for are taken. With a commit for each of a thousand calls a second the
    /// ledger's thread took more than a quarter of what the proxy took altogether.
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long FOREVER = TimeUnit.DAYS.toNanos(1);

    /// So many are not gathered any longer.
    private static final int GATHERED = 128;

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Entry.Opening> openings = new ArrayDeque<>();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int inHand;
    private boolean closed;

    /// When the oldest entry is due, of [#nanos]; counts while there are entries.
    private long due;

    /// When the openings are due; counts while there are some.
    private long openingsDue;

    /// When openings were taken last.
    private long openingsTaken;

    Inbox() {
        this(System::nanoTime);
    }

    /// @param nanos a clock for spans of time
    Inbox(LongSupplier nanos) {
        this.nanos = nanos;
        openingsTaken = nanos.getAsLong() - PACE_NANOS;
    }

    /// What is taken in one go.
    record Batch(List<Entry.Opening> openings, List<Entry> entries) {
        boolean isEmpty() {
            return openings.isEmpty() && entries.isEmpty();
        }

        int size() {
            return openings.size() + entries.size();
        }

        /// What has to get into the tables even when that failed: all but the openings that are refused instead.
        Batch kept(List<Entry.Opening> late) {
            return new Batch(
                    Stream.concat(openings.stream(), late.stream())
                            .filter(Entry.Noted.class::isInstance)
                            .toList(),
                    entries);
        }

        /// Who waits for the batch to be on the disk.
        List<CompletableFuture<Void>> waiters() {
            return entries.stream()
                    .flatMap(entry -> entry instanceof Entry.Flush(var done) ? Stream.of(done) : Stream.empty())
                    .toList();
        }
    }

    /// Whether it was taken in; not when it is closed or full.
    boolean add(Entry.Opening opening) {
        lock.lock();
        try {
            boolean first = openings.isEmpty();
            boolean added = add(openings, opening, LIMIT);
            if (opening instanceof Entry.Awaited) {
                openingsDue = nanos.getAsLong();
                arrived.signal();
            } else if (first) {
                openingsDue = openingsTaken + PACE_NANOS;
                arrived.signal();
            }
            return added;
        } finally {
            lock.unlock();
        }
    }

    /// Whether it was taken in; not when it is closed or full. Progress, which only refines what a killed
    /// process would be charged, has to leave half of the room to the rest.
    boolean add(Entry entry) {
        lock.lock();
        try {
            if (entries.isEmpty()) {
                due = nanos.getAsLong() + GATHER_NANOS;
            }
            boolean waitedFor = entry instanceof Entry.Flush;
            if (waitedFor) {
                due = nanos.getAsLong();
            }
            boolean added = add(entries, entry, entry instanceof Entry.Progress ? LIMIT / 2 : LIMIT);
            if (waitedFor || entries.size() == 1 || entries.size() >= GATHERED) {
                arrived.signal();
            }
            return added;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for something to do, and takes all openings and, when they are due, the oldest entries. Empty only
    /// when closed.
    Batch take(int mostEntries) throws InterruptedException {
        lock.lock();
        try {
            for (long left = untilDue(); left > 0; left = untilDue()) {
                var _ = arrived.awaitNanos(left);
            }
            var batch = new Batch(takeOpenings(), entriesDue() > 0 ? List.of() : takeEntries(mostEntries));
            inHand = batch.size();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// In ns; nothing or less when something shall be taken or there will be no more, and a long time when there is
    /// nothing.
    private long untilDue() {
        long openingsIn = openings.isEmpty() ? FOREVER : openingsDue - nanos.getAsLong();
        return Math.min(openingsIn, entriesDue());
    }

    private long entriesDue() {
        if (closed || entries.size() >= GATHERED) {
            return 0;
        }
        return entries.isEmpty() ? FOREVER : due - nanos.getAsLong();
    }

    /// What is left over of the oldest entries is due as they were.
    private List<Entry> takeEntries(int most) {
        var taken = new ArrayList<Entry>();
        while (taken.size() < most && !entries.isEmpty()) {
            taken.add(entries.removeFirst());
        }
        return taken;
    }

    /// Waits for openings until then, at most; none when the time is up or it was closed.
    ///
    /// @param deadline of [System#nanoTime]
    List<Entry.Opening> openings(long deadline) throws InterruptedException {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (openings.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return takeOpenings();
        } finally {
            lock.unlock();
        }
    }

    /// What was taken last is done with.
    void done() {
        lock.lock();
        try {
            inHand = 0;
        } finally {
            lock.unlock();
        }
    }

    /// Everything that waits, and what was taken and is not done with.
    int depth() {
        lock.lock();
        try {
            return size() + inHand;
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing in any more.
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private <T> boolean add(ArrayDeque<T> queue, T item, int limit) {
        if (closed || queue.size() >= limit) {
            return false;
        }
        queue.addLast(item);
        return true;
    }

    private List<Entry.Opening> takeOpenings() {
        if (openings.isEmpty()) {
            return List.of();
        }
        openingsTaken = nanos.getAsLong();
        var taken = new ArrayList<>(openings);
        openings.clear();
        return taken;
    }

    private int size() {
        return openings.size() + entries.size();
    }
}
