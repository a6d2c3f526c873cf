package com.matrixos.base.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process has started, to be stopped in reverse order: on SIGTERM and SIGINT, or when starting
/// fails half- way. Built on one thread; [#close] may be called from any, and more than once.
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Remembers a started part and returns it, so that it reads `var db =
    /// lifecycle.add(Database.open(…))`.
    public synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /// Stops everything when the process is asked to end, then lets it end.
    public void closeOnSignal() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(this::close));
    }

    /// Waits until [#close] has run. The main thread of a server ends here.
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /// Stops every part, the last started first. A part that fails to stop is logged and does not keep
    /// the others up.
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("stopping failed part={}", part.getClass().getSimpleName(), e);
            }
        }
        closed.countDown();
    }
}
