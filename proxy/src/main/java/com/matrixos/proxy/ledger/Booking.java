package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.RelaxedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger's thread: commits what waits, all of it in one transaction. When that fails, it refuses every
/// opening that waits for its row until a transaction succeeds again, and tries until then with everything else in the
/// same order.
final class Booking {
    private static final Logger LOG = LoggerFactory.getLogger(Booking.class);

    /// Entries of one transaction, so that an opening never waits behind more than these: some 20 ms.
    private static final int MOST_ENTRIES = 256;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Inbox inbox;
    private final RelaxedWriter writer;
    private final IntentLog intents;
    private final Health health;
    private final Consumer<Inbox.Batch> committed;
    private final LongConsumer commitNanos;
    private final Thread thread;

    private Booking(
            Inbox inbox,
            RelaxedWriter writer,
            IntentLog intents,
            Health health,
            Consumer<Inbox.Batch> committed,
            LongConsumer commitNanos) {
        this.inbox = inbox;
        this.writer = writer;
        this.intents = intents;
        this.health = health;
        this.committed = committed;
        this.commitNanos = commitNanos;
        this.thread = Thread.ofPlatform().daemon().name("ledger").unstarted(this::run);
    }

    /// @param intents where openings stand that have begun already
    /// @param health told how each commit went
    /// @param committed told of each batch once it is
    /// @param commitNanos told how long each commit took
    static Booking start(
            Inbox inbox,
            RelaxedWriter writer,
            IntentLog intents,
            Health health,
            Consumer<Inbox.Batch> committed,
            LongConsumer commitNanos) {
        var booking = new Booking(inbox, writer, intents, health, committed, commitNanos);
        booking.thread.start();
        return booking;
    }

    /// Returns when what the inbox holds is committed, or could not be once more. The inbox is closed before.
    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            for (var batch = inbox.take(MOST_ENTRIES); !batch.isEmpty(); batch = inbox.take(MOST_ENTRIES)) {
                book(batch);
                inbox.done();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void book(Inbox.Batch batch) throws InterruptedException {
        if (commit(batch)) {
            return;
        }
        batch.openings().forEach(Booking::refuse);
        var kept = batch.kept(List.of());
        do {
            if (inbox.isClosed()) {
                abandon(kept.entries());
                return;
            }
            kept = kept.kept(refuseForAWhile());
        } while (!commit(kept));
    }

    /// Whether the batch is committed.
    private boolean commit(Inbox.Batch batch) {
        long start = System.nanoTime();
        List<Boolean> opened;
        try {
            opened = writer.write(statements -> write(batch, new Rows(statements)));
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
        long took = System.nanoTime() - start;
        succeeded(batch, opened);
        guard("the measure of commits", () -> commitNanos.accept(took));
        return true;
    }

    /// For each opening, whether it has a row now. A batch without anything to write, left of one that
    /// failed, writes a row and takes it back: to find out, for nobody opens a call that would be refused.
    private static List<Boolean> write(Inbox.Batch batch, Rows rows) {
        if (batch.isEmpty()) {
            rows.probe();
        }
        List<Boolean> opened = batch.openings().stream()
                .map(opening -> rows.open(opening.call()))
                .toList();
        batch.entries().forEach(rows::apply);
        rows.finish();
        return opened;
    }

    private void succeeded(Inbox.Batch batch, List<Boolean> opened) {
        if (!health.isWritable()) {
            LOG.info("the ledger can be written again depth={}", inbox.depth());
        }
        health.succeeded();
        for (int i = 0; i < opened.size(); i++) {
            answer(batch.openings().get(i), opened.get(i));
        }
        committed.accept(batch);
    }

    private void failed(Throwable cause) {
        if (health.isWritable()) {
            LOG.error("the ledger cannot be written: calls are refused, settlements kept", cause);
        }
        health.failed();
    }

    /// Returns the openings that came meanwhile.
    private List<Entry.Opening> refuseForAWhile() throws InterruptedException {
        long deadline = System.nanoTime() + RETRY_NANOS;
        var all = new ArrayList<Entry.Opening>();
        List<Entry.Opening> late;
        do {
            late = inbox.openings(deadline);
            late.forEach(Booking::refuse);
            all.addAll(late);
        } while (!late.isEmpty());
        return all;
    }

    private void answer(Entry.Opening opening, boolean committed) {
        switch (opening) {
            case Entry.Awaited(var call, var done) -> guard("the call " + call.id(), () -> done.accept(committed));
            case Entry.Noted(var call, int slot) -> {
                intents.free(slot);
                if (!committed) {
                    LOG.error("two calls of one id id={}", call.id());
                }
            }
        }
    }

    /// What has begun cannot be refused any more.
    private static void refuse(Entry.Opening opening) {
        switch (opening) {
            case Entry.Awaited(var call, var done) -> guard("the call " + call.id(), () -> done.accept(false));
            case Entry.Noted _ -> {}
        }
    }

    /// The thread outlives what the code of others throws.
    private static void guard(String whose, Runnable code) {
        try {
            code.run();
        } catch (RuntimeException | Error e) {
            LOG.error("failed on the ledger's thread: {}", whose, e);
        }
    }

    private static void abandon(List<Entry> entries) {
        for (Entry entry : entries) {
            LOG.error("not written in the ledger before the end: {}", entry.described());
            if (entry instanceof Entry.Flush(var done)) {
                done.completeExceptionally(new IllegalStateException("not written"));
            }
        }
    }
}
