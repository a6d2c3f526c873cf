package com.matrixos.platform.audit;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log in the database, each line chained to the one before ([Chain]). There is one writer, so the end
/// of the
/// chain is simply read in its transaction.
///
/// Every 1,000 lines, every hour, and at the start and the end, the chain's end goes into the process's log
/// and a table
/// of its own: an anchor. See docs/decisions/0023 for what that finds and what not. Calls block; safe for
/// use from any
/// thread.
public final class ChainedAudit implements Audit, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChainedAudit.class);
    private static final Duration ANCHOR = Duration.ofHours(1);

    /// An anchor at least every so many lines.
    static final int ANCHOR_LINES = 1_000;

    private final Storms storms = new Storms();
    private final Database database;
    private final Scheduler scheduler;

    /// The chain's end.
    private record Head(long seq, String hash) {}

    public ChainedAudit(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
        anchor();
        var _ = scheduler.every(ANCHOR, this::anchor);
        var _ = scheduler.every(Storms.SPELL, () -> settle(scheduler.instant()));
    }

    @Override
    public void append(Handle tx, Entry entry) {
        Head head = head(tx).orElse(new Head(0, Chain.START));
        Row row = Chain.sealed(row(entry, head));
        insert(tx, row);
        if (row.seq() % ANCHOR_LINES == 0) {
            anchor(tx, new Head(row.seq(), row.hash()));
        }
    }

    /// Not within a transaction: a refusal must not vanish with it. Refusals that come in numbers are
    /// counted
    /// ([Storms]); those that were counted and not yet written are lost when the process is killed.
    @Override
    public void record(Entry entry) {
        if (entry.outcome() != Entry.Outcome.DENIED || storms.single(entry, scheduler.instant())) {
            write(entry);
        }
    }

    /// Writes what was only counted, and a last anchor.
    @Override
    public void close() {
        settle(Instant.MAX);
        anchor();
    }

    private void settle(Instant now) {
        storms.over(now).forEach(this::write);
    }

    private void write(Entry entry) {
        database.write(tx -> {
            append(tx, entry);
            return entry;
        });
    }

    private void anchor() {
        database.write(tx -> {
            head(tx).ifPresent(head -> anchor(tx, head));
            return tx;
        });
    }

    private void anchor(Handle tx, Head head) {
        int made = tx.createUpdate("INSERT INTO audit_anchors (seq, hash, at) SELECT :seq, :hash, :at"
                        + " WHERE :seq > (SELECT coalesce(max(seq), 0) FROM audit_anchors)")
                .bind("seq", head.seq())
                .bind("hash", head.hash())
                .bind("at", Timestamp.of(scheduler.instant()))
                .execute();
        if (made > 0) {
            tx.afterCommit(() -> LOG.info("audit anchor seq={} hash={}", head.seq(), head.hash()));
        }
    }

    private static Optional<Head> head(Handle tx) {
        return tx.createQuery("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
                .map((row, _) -> new Head(row.getLong("seq"), row.getString("hash")))
                .findOne();
    }

    private Row row(Entry entry, Head head) {
        Actor actor = entry.actor();
        String handle = actor.handle();
        return new Row(
                head.seq() + 1,
                Timestamp.of(scheduler.instant()),
                new Row.Who(
                        actor.kind().text(),
                        Texts.of(actor.id()),
                        handle == null ? null : Texts.of(handle),
                        Texts.of(ClientAddress.of(actor.address()))),
                Texts.of(entry.action()),
                Texts.of(entry.target()),
                Texts.json(entry.before()),
                Texts.json(entry.after()),
                entry.outcome().text(),
                head.hash(),
                "");
    }

    private static void insert(Handle tx, Row row) {
        tx.createUpdate("INSERT INTO audit (seq, at, actor_kind, actor_id, actor_handle, address, action, target,"
                        + " before, after, result, previous, hash) VALUES (:seq, :at, :kind, :id, :handle, :address,"
                        + " :action, :target, :before, :after, :result, :previous, :hash)")
                .bindMethods(row)
                .bindMethods(row.actor())
                .execute();
    }
}
