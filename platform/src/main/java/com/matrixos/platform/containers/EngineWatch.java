package com.matrixos.platform.containers;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps listening to the engine, and begins again when the engine went away. One virtual thread.
final class EngineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ContainerEngine engine;
    private final ContainerEngine.Watcher watcher;
    private final Thread thread;
    private volatile Duration pause = FIRST_PAUSE;
    private volatile boolean closed;

    EngineWatch(ContainerEngine engine, ContainerEngine.Watcher watcher) {
        this.engine = engine;
        this.watcher = watcher;
        this.thread = Thread.ofVirtual().name("engine watch").start(this::watch);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void watch() {
        while (!closed) {
            try {
                engine.watch(new Resetting());
            } catch (EngineException e) {
                if (pause.equals(FIRST_PAUSE) && !closed) {
                    LOG.warn("engine went away, trying again reason={}", e.toString());
                }
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Passes everything on; a connection that stands ends the growing of the pauses.
    private final class Resetting implements ContainerEngine.Watcher {
        @Override
        public void connected() {
            pause = FIRST_PAUSE;
            watcher.connected();
        }

        @Override
        public void happened(Handle handle, ContainerEngine.Happening what) {
            watcher.happened(handle, what);
        }
    }
}
