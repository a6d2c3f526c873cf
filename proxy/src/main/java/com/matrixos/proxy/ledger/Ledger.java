package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.RelaxedWriter;
import com.matrixos.base.sqlite.Statements;
import com.matrixos.base.sqlite.WriteAheadLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every call that may cost something, written down before it may, and its price in the end.
///
/// A row is `open` before the call may begin, `trued` once the upstream has told the input, and settled in
/// the transaction that moves the totals of its user. What is committed outlives a killed process; what is
/// settled is on the disk within 50 ms. A row that is not settled when the process ends is settled at the
/// next start, as an estimate.
///
/// While commits succeed one after the other nobody waits for the next: a call is noted in the [IntentLog], which
/// outlives the process as well, begins at once, and its row is committed a moment later or at the next start.
///
/// Safe for use from any thread. What tells it something only queues and never waits or throws, so event
/// loops may; [#flush], [#reprice] and [#close] block.
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Inbox inbox;
    private final Health health;
    private final RelaxedWriter writer;
    private final WriteAheadLog log;
    private final IntentLog intents;
    private final Syncer syncer;
    private final Checkpointer checkpointer;
    private final Booking booking;

    private Ledger(RelaxedWriter writer, WriteAheadLog log, IntentLog intents, Surroundings surroundings) {
        this.inbox = new Inbox(surroundings.nanos());
        this.health = new Health(surroundings.nanos());
        this.writer = writer;
        this.log = log;
        this.intents = intents;
        Runnable force = surroundings.disk().apply(log::force);
        force.run();
        intents.clear();
        this.syncer = Syncer.start(log, force);
        this.checkpointer = Checkpointer.start(writer, log);
        this.booking = Booking.start(inbox, writer, intents, health, this::committed, surroundings.commitNanos());
    }

    /// What a ledger has around it.
    ///
    /// @param commitNanos told on the ledger's thread how long each commit took, in ns; must not block
    /// @param nanos a clock for spans of time
    /// @param disk what a force of the log goes through
    record Surroundings(LongConsumer commitNanos, LongSupplier nanos, UnaryOperator<Runnable> disk) {
        static final Surroundings REAL = new Surroundings(_ -> {}, System::nanoTime, force -> force);
    }

    /// Opens the ledger in a file whose tables are up to date, and settles what a killed process left, before
    /// it returns.
    ///
    /// @param clock tells when that was
    /// @throws IllegalStateException when the file cannot be opened
    public static Ledger open(Path file, InstantSource clock) {
        return open(file, clock, Surroundings.REAL);
    }

    /// The same, measured.
    ///
    /// @param commitNanos told on the ledger's thread how long each commit took, in ns; must not block
    public static Ledger open(Path file, InstantSource clock, LongConsumer commitNanos) {
        return open(file, clock, new Surroundings(commitNanos, System::nanoTime, force -> force));
    }

    static Ledger open(Path file, InstantSource clock, Surroundings surroundings) {
        RelaxedWriter writer = RelaxedWriter.open(file);
        try {
            IntentLog intents = IntentLog.open(file);
            int left = writer.write(statements -> settleLeft(statements, intents, clock));
            if (left > 0) {
                LOG.warn("settled as estimates what the last process left calls={}", left);
            }
            return new Ledger(writer, WriteAheadLog.open(file), intents, surroundings);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /// What was noted and has no row gets one; what was noted and has one, which may be settled, keeps it.
    private static int settleLeft(Statements statements, IntentLog intents, InstantSource clock) {
        var rows = new Rows(statements);
        intents.left().forEach(rows::open);
        return new Leftovers(statements.tables()).settle(clock.instant());
    }

    /// Writes down that a call is about to be made.
    ///
    /// @param done told true when the call is written down, and false when it is not: the ledger cannot write,
    ///     is closed, or has a call of that id. Called at once on the caller's thread, or later on the ledger's,
    ///     where it must not block
    public void open(OpenCall call, Consumer<Boolean> done) {
        int slot = writable() && health.isProven() ? intents.note(call) : IntentLog.NONE;
        if (slot != IntentLog.NONE) {
            done.accept(queued(call, slot));
        } else if (!inbox.add(new Entry.Awaited(call, done))) {
            done.accept(false);
        }
    }

    private boolean queued(OpenCall call, int slot) {
        boolean queued = inbox.add(new Entry.Noted(call, slot));
        if (!queued) {
            intents.free(slot);
        }
        return queued;
    }

    /// The answer to a call has begun.
    public void trued(Trued trued) {
        queue(new Entry.Begun(trued));
    }

    /// The answer goes on; only kept for the case that its end never comes.
    ///
    /// @param outputTokens so far
    /// @param costPico in pico-USD, of everything so far
    public void progress(String id, long outputTokens, long costPico) {
        if (!inbox.add(new Entry.Progress(id, outputTokens, costPico))) {
            LOG.debug("progress was not queued id={}", id);
        }
    }

    /// A call is over. The second time for the same id is ignored. Who settles thousands at once, the results
    /// of a batch, has to wait now and then for [#queueDepth] to fall: 100,000 is the most that waits.
    public void settled(Settlement settlement) {
        queue(new Entry.Over(settlement));
    }

    /// An open call used nothing: the upstream refused it, or it was never sent. Its row goes.
    public void dropped(String id) {
        queue(new Entry.Dropped(id));
    }

    /// Whether calls can be opened: false after a commit or the disk has failed, until one succeeds again.
    public boolean writable() {
        return health.isWritable() && syncer.isTrusted();
    }

    /// What waits to be committed.
    public int queueDepth() {
        return inbox.depth();
    }

    /// Returns when everything that was told before is on the disk, which may be as long as the ledger cannot
    /// write.
    ///
    /// @throws IllegalStateException when the ledger was closed before
    public void flush() {
        var done = new CompletableFuture<Void>();
        if (!inbox.add(new Entry.Flush(done))) {
            throw new IllegalStateException("the ledger is closed or full");
        }
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the ledger was closed", e);
        }
    }

    /// Prices again every settled call whose model was unknown, and moves the totals along, two hundred calls
    /// in each transaction. When the repricer throws or the ledger cannot write, that is logged, and the
    /// rest stays flagged for the next time.
    public Repriced reprice(Repricer repricer) {
        var changes = new ArrayList<Repricing.Change>();
        try {
            long last = -1;
            for (long after = 0; after > last; ) {
                last = after;
                Repricing.Stretch stretch = reprice(repricer, last);
                changes.addAll(stretch.changes());
                after = stretch.last();
            }
        } catch (RuntimeException e) {
            LOG.error("pricing again ended early calls={}", changes.size(), e);
        }
        syncer.committed(List.of());
        return Repricing.summary(changes);
    }

    /// Commits what was told before and ends. What cannot be written by now is logged, and is settled as an
    /// estimate at the next start.
    @Override
    public void close() {
        inbox.close();
        try {
            booking.join();
            checkpointer.stop();
            syncer.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while the ledger was closing; its threads end with the process");
            return;
        }
        log.close();
        writer.close();
    }

    private Repricing.Stretch reprice(Repricer repricer, long after) {
        return writer.write(statements -> new Repricing(statements).next(after, repricer));
    }

    /// Openings alone need no disk: the calls they open have cost nothing yet.
    private void committed(Inbox.Batch batch) {
        checkpointer.committed();
        if (!batch.entries().isEmpty()) {
            syncer.committed(batch.waiters());
        }
    }

    /// A call that has a row and is refused here is settled at the next start, as an estimate; a result of a
    /// batch can be downloaded again.
    private void queue(Entry entry) {
        if (!inbox.add(entry)) {
            LOG.error("not written, the ledger is closed or full: {}", entry.described());
        }
    }
}
