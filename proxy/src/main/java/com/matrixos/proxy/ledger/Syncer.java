package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings commits to the disk from a thread of its own, several at once, so that the ledger's thread and
/// who waits for it never wait for the disk.
final class Syncer {
    private static final Logger LOG = LoggerFactory.getLogger(Syncer.class);

    /// How long commits are gathered. With the time a disk takes, a settled row is safe within 50 ms.
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final WriteAheadLog log;
    private final Runnable force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Thread thread;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean unsynced;
    private boolean closing;

    /// Published to who asks whether the ledger can write.
    private volatile boolean trusted = true;

    private Syncer(WriteAheadLog log, Runnable force) {
        this.log = log;
        this.force = force;
        this.thread = Thread.ofPlatform().daemon().name("ledger-sync").unstarted(this::run);
    }

    /// @param force brings the log to the disk
    static Syncer start(WriteAheadLog log, Runnable force) {
        var syncer = new Syncer(log, force);
        syncer.thread.start();
        return syncer;
    }

    /// Something was committed, and these wait for it to be on the disk.
    void committed(List<CompletableFuture<Void>> waiters) {
        lock.lock();
        try {
            unsynced = true;
            waiting.addAll(waiters);
            asked.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the disk took what it was given last.
    boolean isTrusted() {
        return trusted;
    }

    /// Returns when all that was committed is on the disk, or the disk has refused once more.
    void stop() throws InterruptedException {
        lock.lock();
        try {
            closing = true;
            asked.signal();
        } finally {
            lock.unlock();
        }
        thread.join();
    }

    private void run() {
        try {
            for (var waiters = next(); waiters.isPresent(); waiters = next()) {
                bring(waiters.get());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /// Waits for a commit and gathers others, but not while somebody waits. Empty when closing and done.
    private Optional<List<CompletableFuture<Void>>> next() throws InterruptedException {
        lock.lock();
        try {
            while (!unsynced && !closing) {
                asked.await();
            }
            long left = trusted ? GATHER_NANOS : RETRY_NANOS;
            while (left > 0 && !closing && !(trusted && !waiting.isEmpty())) {
                left = asked.awaitNanos(left);
            }
            if (!unsynced) {
                return Optional.empty();
            }
            var waiters = waiting;
            waiting = new ArrayList<>();
            unsynced = false;
            return Optional.of(waiters);
        } finally {
            lock.unlock();
        }
    }

    private void bring(List<CompletableFuture<Void>> waiters) {
        try {
            if (!trusted) {
                rescue();
            }
            force.run();
            if (!trusted) {
                LOG.info("the disk takes the ledger again");
            }
            trusted = true;
            waiters.forEach(waiter -> waiter.complete(null));
        } catch (RuntimeException | Error e) {
            if (trusted) {
                LOG.error("the disk does not take the ledger", e);
            }
            trusted = false;
            again(waiters, e);
        }
    }

    /// A log the disk refused once is not asked about again: all that is in it goes into the file.
    private void rescue() {
        long logged = log.frames().logged();
        if (log.checkpoint().moved() < logged) {
            throw new IllegalStateException("a reader keeps the log from being moved into the file");
        }
    }

    private void again(List<CompletableFuture<Void>> waiters, Throwable cause) {
        lock.lock();
        try {
            if (closing) {
                waiters.forEach(waiter -> waiter.completeExceptionally(cause));
                return;
            }
            unsynced = true;
            waiting.addAll(waiters);
        } finally {
            lock.unlock();
        }
    }
}
