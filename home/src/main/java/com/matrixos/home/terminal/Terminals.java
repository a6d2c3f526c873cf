package com.matrixos.home.terminal;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.time.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All terminals of this computer. Safe for use from any thread.
public final class Terminals implements AutoCloseable {
    /// Sixteen shells with nothing in them take a quarter of the container's memory.
    static final int MOST = 16;

    /// A client that was away when the program ended can still come and read its last words.
    static final Duration LINGER = Duration.ofMinutes(1);

    /// How long [#close] waits for shells to end before it kills them.
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Pty.Launcher launcher;
    private final Scheduler scheduler;
    private final Map<String, Terminal> terminals = new LinkedHashMap<>();
    private boolean closed;

    Terminals(Pty.Launcher launcher, Scheduler scheduler) {
        this.launcher = launcher;
        this.scheduler = scheduler;
    }

    /// Starts a terminal; empty when there are too many.
    synchronized Optional<Terminal> open(Size size) throws IOException {
        if (closed || live().size() >= MOST) {
            return Optional.empty();
        }
        var terminal = new Terminal(Tokens.random("t-"), launcher.launch(size), size, scheduler);
        terminals.put(terminal.id(), terminal);
        terminal.start(() -> ended(terminal));
        return Optional.of(terminal);
    }

    /// The terminal of this id, running or only just ended.
    synchronized Optional<Terminal> find(String id) {
        return Optional.ofNullable(terminals.get(id));
    }

    /// Those that run, the oldest first.
    synchronized List<Terminal> live() {
        return terminals.values().stream().filter(Terminal::isLive).toList();
    }

    /// Hangs all of them up, and waits a moment for them to end.
    @Override
    public void close() {
        List<Terminal> running;
        synchronized (this) {
            closed = true;
            running = live();
        }
        running.forEach(Terminal::hangUp);
        awaitNone();
        running.forEach(Terminal::kill);
    }

    private synchronized void awaitNone() {
        long deadline = System.nanoTime() + CLOSING.toNanos();
        try {
            for (long left = CLOSING.toMillis(); left > 0 && !live().isEmpty(); ) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(Terminal terminal) {
        notifyAll();
        if (closed) {
            return;
        }
        var _ = scheduler.after(LINGER, () -> forget(terminal));
        // Without this a client that opens and ends terminals in a loop would fill the memory with last words.
        List<Terminal> over = new ArrayList<>(terminals.values());
        over.removeIf(Terminal::isLive);
        over.stream().limit(Math.max(0, over.size() - MOST)).forEach(this::forget);
    }

    private synchronized void forget(Terminal terminal) {
        terminals.remove(terminal.id());
    }
}
