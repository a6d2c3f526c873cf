package com.matrixos.home.terminal;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One shell and what it has printed lately, independent of who watches.
///
/// Two platform threads belong to it, one that reads and one that types ([Pty] says why they are not virtual); each
/// client has a virtual thread that asks for [#next]. Everything mutable is guarded by `lock`.
final class Terminal {
    private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);

    /// How far back a client that comes again can go on from.
    static final int REPLAY_BYTES = 512 * 1024;

    /// How far the slowest client may be behind before the program has to wait for it. xterm.js turns sluggish at
    /// about twice that.
    static final int WINDOW_BYTES = 256 * 1024;

    /// A client that holds the program up for so long without seeing anything is dropped; it can come again.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What ignores the hang-up for so long is killed.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int READ_BYTES = 16 * 1024;
    private static final int SEND_BYTES = 32 * 1024;
    private static final int STACK_BYTES = 256 * 1024;

    private final String id;
    private final Instant createdAt;
    private final Pty pty;
    private final Scheduler scheduler;
    private final InputQueue input = new InputQueue();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition printed = lock.newCondition();
    private final Condition seen = lock.newCondition();

    /// One read more than is promised: while one is under way, a client that has just come at the far end loses
    /// nothing by it.
    private final OutputRing ring = new OutputRing(REPLAY_BYTES + READ_BYTES);

    private final List<Viewer> viewers = new ArrayList<>();

    /// How often the program has had to wait. A check that was due in one wait and gets the lock in the next would
    /// find nobody moved, since the marks have just been set.
    private long waits;

    private Size size;
    private boolean hungUp;
    private OptionalInt exitCode = OptionalInt.empty();

    Terminal(String id, Pty pty, Size size, Scheduler scheduler) {
        this.id = id;
        this.pty = pty;
        this.size = size;
        this.scheduler = scheduler;
        this.createdAt = scheduler.instant();
    }

    /// What a client gets next.
    sealed interface Event {
        /// Output beginning at an offset.
        @SuppressWarnings("ArrayRecordComponent") // a private copy, never compared
        record Output(long offset, byte[] bytes) implements Event {}

        /// The program has ended and everything it printed has been sent.
        record Exited(int code) implements Event {}

        /// The client has left.
        record Left() implements Event {}
    }

    /// Where a client came in.
    ///
    /// @param offset of the first byte it will get
    /// @param gap whether bytes it asked for are lost
    record Attached(Viewer viewer, long offset, boolean gap, Size size) {}

    /// Begins to read and type; `ended` runs on the reading thread after the last byte.
    void start(Runnable ended) {
        var threads = Thread.ofPlatform().daemon().stackSize(STACK_BYTES);
        threads.name("terminal-in").start(() -> input.writeTo(pty));
        threads.name("terminal-out").start(() -> {
            readAll();
            ended.run();
        });
    }

    /// A client begins to watch.
    ///
    /// @param after the offset up to which it has everything; negative for as much as there is
    /// @param cut drops the client's connection
    Attached attach(long after, Runnable cut) {
        lock.lock();
        try {
            long oldest = Math.max(ring.start(), ring.end() - REPLAY_BYTES);
            boolean held = after >= oldest && after <= ring.end();
            long offset = held ? after : after > ring.end() ? ring.end() : oldest;
            var viewer = new Viewer(offset, cut);
            viewers.add(viewer);
            return new Attached(viewer, offset, after >= 0 && !held, size);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for what the client is to be told next; for output, it counts as sent when this is asked again.
    Event next(Viewer viewer) throws InterruptedException {
        lock.lock();
        try {
            while (!viewer.isGone() && viewer.sent() == ring.end() && exitCode.isEmpty()) {
                printed.await();
            }
            if (viewer.isGone()) {
                return new Event.Left();
            }
            return viewer.sent() == ring.end()
                    ? new Event.Exited(exitCode.orElseThrow())
                    : new Event.Output(viewer.sent(), ring.from(viewer.sent(), SEND_BYTES));
        } finally {
            lock.unlock();
        }
    }

    /// The network has taken the client's bytes up to the offset.
    void sent(Viewer viewer, long offset) {
        change(() -> viewer.sentUpTo(offset));
    }

    /// The client has seen its bytes up to the offset.
    void acknowledge(Viewer viewer, long offset) {
        change(() -> viewer.acknowledge(offset, ring.end()));
    }

    /// The client watches no more; its thread is woken.
    void detach(Viewer viewer) {
        change(() -> {
            viewer.leave();
            viewers.remove(viewer);
        });
    }

    /// Types; false when the program has left too much unread.
    boolean type(byte[] bytes) {
        return input.offer(bytes);
    }

    /// Gives the terminal another size; the last client that asks decides.
    void resize(Size wanted) {
        lock.lock();
        try {
            if (exitCode.isEmpty() && !wanted.equals(size)) {
                size = wanted;
                pty.resize(wanted);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Hangs up; what does not end by itself is killed. Returns at once, the end comes as an exit.
    void hangUp() {
        lock.lock();
        try {
            if (hungUp || exitCode.isPresent()) {
                return;
            }
            hungUp = true;
            pty.hangUp();
            var _ = scheduler.after(GRACE, this::kill);
            seen.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends what [#hangUp] has left.
    void kill() {
        lock.lock();
        try {
            if (exitCode.isEmpty()) {
                pty.kill();
            }
        } finally {
            lock.unlock();
        }
    }

    String id() {
        return id;
    }

    /// Whether the program still runs or has output to read.
    boolean isLive() {
        lock.lock();
        try {
            return exitCode.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// What the list of terminals says.
    TerminalInfo info() {
        lock.lock();
        try {
            String title = ForegroundProgram.name(pty.pid()).orElse("bash");
            return new TerminalInfo(id, title, createdAt.toString(), size.cols(), size.rows(), viewers.size());
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            seen.signalAll();
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void readAll() {
        var buffer = new byte[READ_BYTES];
        int code = -1;
        try {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                print(buffer, count);
            }
            code = pty.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(code);
        }
    }

    private int read(byte[] buffer) throws InterruptedException {
        awaitViewers();
        try {
            return pty.read(buffer);
        } catch (IOException e) {
            LOG.debug("terminal read ended", e);
            return -1;
        }
    }

    private void print(byte[] bytes, int count) {
        lock.lock();
        try {
            ring.append(bytes, count);
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end(int code) {
        input.close();
        lock.lock();
        try {
            exitCode = OptionalInt.of(code);
            pty.close();
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no client is too far behind. Once hung up nobody is waited for: the program has to end.
    private void awaitViewers() throws InterruptedException {
        lock.lock();
        try {
            if (laggards().isEmpty()) {
                return;
            }
            viewers.forEach(Viewer::hasMoved);
            long wait = ++waits;
            Cancellable patience = scheduler.every(PATIENCE, () -> dropStalled(wait));
            while (!laggards().isEmpty()) {
                seen.await();
            }
            patience.cancel();
        } finally {
            lock.unlock();
        }
    }

    private List<Viewer> laggards() {
        return hungUp
                ? List.of()
                : viewers.stream()
                        .filter(viewer -> ring.end() - viewer.seen() > WINDOW_BYTES)
                        .toList();
    }

    private void dropStalled(long wait) {
        List<Viewer> stalled;
        lock.lock();
        try {
            stalled = wait == waits
                    ? laggards().stream().filter(viewer -> !viewer.hasMoved()).toList()
                    : List.of();
        } finally {
            lock.unlock();
        }
        for (Viewer viewer : stalled) {
            LOG.info("terminal client dropped terminal={} reason=stalled", id);
            viewer.cut();
        }
    }
}
