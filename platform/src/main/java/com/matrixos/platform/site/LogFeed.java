package com.matrixos.platform.site;

import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one computer writes, from a thread that follows the engine to the one that writes the stream.
/// Between them is room for a few hundred lines; whoever reads slower than the computer writes makes the
/// engine wait, not us hold more. Ends when the computer does: the stream is over then, and its page asks
/// again.
final class LogFeed implements Streams.Feed {
    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
    private static final int ROOM = 500;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(ROOM);
    private final Thread follower;
    private volatile boolean closed;

    LogFeed(ContainerEngine engine, String id, int tail, Pulse pulse) {
        this.follower = Thread.ofVirtual().name("log " + id).start(() -> follow(engine, id, tail, pulse));
    }

    @Override
    public void write(Events events) throws IOException {
        var batch = new ArrayList<String>(ROOM);
        lines.drainTo(batch);
        for (String line : batch) {
            events.event("line", line);
        }
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        // A line that waits for room keeps one of the engine's threads.
        lines.clear();
    }

    private void follow(ContainerEngine engine, String id, int tail, Pulse pulse) {
        try {
            if (!id.isEmpty()) {
                engine.follow(id, tail, line -> put(LogRoutes.shown(line), pulse));
            }
        } catch (EngineException | CancellationException e) {
            LOG.debug("log not followed id={} reason={}", id, e.toString());
        } finally {
            pulse.finish();
        }
    }

    private void put(String line, Pulse pulse) {
        try {
            if (closed) {
                throw new CancellationException("nobody listens");
            }
            lines.put(line);
            pulse.due();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("nobody listens");
        }
    }
}
