package com.matrixos.home.terminal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What has been typed and not yet been taken by the program.
///
/// Never makes the typist wait: the same WebSocket brings the acknowledgements without which output, and with it
/// often the program's reading, would stand still for good.
final class InputQueue {
    /// As large as the largest message; what a program leaves unread beyond it is refused.
    static final int MAX_BYTES = 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytesWaiting;
    private boolean closed;

    /// Adds input; false, and nothing added, when the queue is full. What comes after the end is dropped.
    boolean offer(byte[] input) {
        lock.lock();
        try {
            if (bytesWaiting + input.length > MAX_BYTES) {
                return false;
            }
            if (!closed && input.length > 0) {
                waiting.add(input);
                bytesWaiting += input.length;
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Writes to the program whatever comes, until the queue is closed. For a platform thread of its own.
    void writeTo(Pty pty) {
        try {
            for (byte[] next = first(); next.length > 0; next = first()) {
                pty.write(next);
                taken();
            }
        } catch (IOException e) {
            // The program has closed its terminal: it reads no more, and its end is on the way.
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends [#writeTo] and drops what was not written.
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            bytesWaiting = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next input, which stays until it is written; empty at the end.
    private byte[] first() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            return closed ? new byte[0] : waiting.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private void taken() {
        lock.lock();
        try {
            byte[] written = waiting.poll();
            bytesWaiting -= written == null ? 0 : written.length;
        } finally {
            lock.unlock();
        }
    }
}
