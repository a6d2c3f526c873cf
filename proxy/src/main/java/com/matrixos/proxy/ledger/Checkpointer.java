package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.RelaxedWriter;
import com.matrixos.base.sqlite.WriteAheadLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the write-ahead log into the file from a thread of its own, so that the ledger's thread never
/// does.
final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    /// Pages that are worth a checkpoint: 16 MB. Rarely is good, because the first commit after a complete
    /// one waits for the disk, to begin the log anew.
    private static final long WORTH_MOVING = 4_096;

    /// Pages at which the log has to begin anew: 64 MB. It does so by itself when no transaction was under way
    /// as a checkpoint got through, which never happens while calls come without a pause; so the writer is
    /// made to wait for the last bit.
    private static final long TOO_LONG = 16_384;

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RelaxedWriter writer;
    private final WriteAheadLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean grown;
    private boolean closing;
    private boolean failing;

    private Checkpointer(RelaxedWriter writer, WriteAheadLog log) {
        this.writer = writer;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("ledger-checkpoint").unstarted(this::run);
    }

    static Checkpointer start(RelaxedWriter writer, WriteAheadLog log) {
        var checkpointer = new Checkpointer(writer, log);
        checkpointer.thread.start();
        return checkpointer;
    }

    /// The log has grown.
    void committed() {
        lock.lock();
        try {
            grown = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void stop() throws InterruptedException {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        thread.join();
    }

    private void run() {
        try {
            while (awaitGrowth()) {
                look();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /// Waits for a commit, and a while longer. False when closing: the last connection moves what is left.
    private boolean awaitGrowth() throws InterruptedException {
        lock.lock();
        try {
            while (!grown && !closing) {
                changed.await();
            }
            long left = PACE_NANOS;
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            grown = false;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            if (log.frames().pending() >= WORTH_MOVING) {
                long logged = log.checkpoint().logged();
                if (logged >= TOO_LONG) {
                    writer.pause(log::checkpoint);
                }
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.warn("the ledger's log was not moved into the file", e);
            }
            failing = true;
        }
    }
}
