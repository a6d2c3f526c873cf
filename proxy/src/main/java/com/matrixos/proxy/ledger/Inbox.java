package com.matrixos.proxy.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// What the ledger's thread has not done yet, bounded. Adding takes the lock for the moment of an append,
/// so event loops may.
///
/// Openings go ahead of everything else, since a person waits for each of them while a batch of 100,000
/// results can wait. That keeps the order of each call: who takes entries takes all openings with them.
final class Inbox {
    /// About 100 MB when it is full of settlements; calls under way are a few thousand.
    static final int LIMIT = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Entry.Opening> openings = new ArrayDeque<>();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int inHand;
    private boolean closed;

    /// What is taken in one go.
    record Batch(List<Entry.Opening> openings, List<Entry> entries) {
        boolean isEmpty() {
            return openings.isEmpty() && entries.isEmpty();
        }

        int size() {
            return openings.size() + entries.size();
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
            return add(openings, opening, LIMIT);
        } finally {
            lock.unlock();
        }
    }

    /// Whether it was taken in; not when it is closed or full. Progress, which only refines what a killed
    /// process would be charged, has to leave half of the room to the rest.
    boolean add(Entry entry) {
        lock.lock();
        try {
            return add(entries, entry, entry instanceof Entry.Progress ? LIMIT / 2 : LIMIT);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for something to do, and takes all openings and the oldest entries. Empty only when closed.
    Batch take(int mostEntries) throws InterruptedException {
        lock.lock();
        try {
            while (size() == 0 && !closed) {
                arrived.await();
            }
            var batch = new Batch(takeOpenings(), new ArrayList<>());
            while (batch.entries().size() < mostEntries && !entries.isEmpty()) {
                batch.entries().add(entries.removeFirst());
            }
            inHand = batch.size();
            return batch;
        } finally {
            lock.unlock();
        }
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
        arrived.signal();
        return true;
    }

    private List<Entry.Opening> takeOpenings() {
        var taken = new ArrayList<>(openings);
        openings.clear();
        return taken;
    }

    private int size() {
        return openings.size() + entries.size();
    }
}
