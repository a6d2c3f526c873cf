package com.matrixos.platform.site;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What the one thread that writes a stream waits for. Beats that come while it writes are one beat: what
/// is sent is how things are, not what happened. Safe for use from any thread; only [#next] blocks.
final class Pulse {
    /// Why it woke.
    enum Beat {
        /// There may be something new.
        DUE,
        /// The client should hear that somebody is there.
        PING,
        /// It is over.
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private boolean due = true; // guarded by lock, as the others
    private boolean ping;
    private boolean ended;
    private boolean finished;

    void due() {
        signal(() -> due = true);
    }

    void ping() {
        signal(() -> ping = true);
    }

    void end() {
        signal(() -> ended = true);
    }

    /// What is due is the last there is.
    void finish() {
        signal(() -> {
            due = true;
            finished = true;
        });
    }

    /// Waits for the next beat; the first is there at once.
    Beat next() {
        lock.lock();
        try {
            while (!due && !ping && !ended && !finished) {
                something.awaitUninterruptibly();
            }
            if (ended) {
                return Beat.ENDED;
            }
            if (due) {
                due = false;
                return Beat.DUE;
            }
            if (finished) {
                return Beat.ENDED;
            }
            ping = false;
            return Beat.PING;
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            something.signal();
        } finally {
            lock.unlock();
        }
    }
}
