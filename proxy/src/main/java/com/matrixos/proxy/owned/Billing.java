package com.matrixos.proxy.owned;

import com.matrixos.proxy.usage.BatchResults;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books batches from the upstream's own results, whether or not anybody downloads them. Safe for use from
/// any thread: who books the same batch at the same time books the same messages, and each counts once.
/// Blocks.
final class Billing {
    private static final Logger LOG = LoggerFactory.getLogger(Billing.class);

    /// So many results are told before they must be on the disk: the ledger's queue is not endless, and what
    /// does not fit into it is lost.
    private static final int FLUSH_EVERY = 1_000;

    private final OwnedObjects objects;
    private final BatchUpstream upstream;
    private final BatchBooking booking;

    Billing(OwnedObjects objects, BatchUpstream upstream, BatchBooking booking) {
        this.objects = objects;
        this.upstream = upstream;
        this.booking = booking;
    }

    /// What came of looking after a batch.
    enum Outcome {
        /// Everything is booked, and the batch is marked so.
        BOOKED,
        /// There is nothing to book yet.
        UNDER_WAY,
        /// The upstream does not know it any more.
        GONE,
        /// It could not be found out, or not be booked to the end; another time perhaps.
        FAILED
    }

    /// Looks how a batch stands, and books it if it has ended.
    Outcome settle(Owned batch) {
        try {
            return switch (upstream.standing(batch.id())) {
                case BatchUpstream.Standing.UnderWay() -> Outcome.UNDER_WAY;
                case BatchUpstream.Standing.Gone() -> Outcome.GONE;
                case BatchUpstream.Standing.Ended(long succeeded) -> book(batch, succeeded);
            };
        } catch (IOException e) {
            LOG.warn("batch not booked, will be tried again batch={} reason={}", batch.id(), e.getMessage());
            return Outcome.FAILED;
        } catch (RuntimeException e) {
            LOG.error("batch not booked, will be tried again batch={}", batch.id(), e);
            return Outcome.FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        }
    }

    /// What is told of a batch's results goes to who made it.
    BatchResults.Listener to(Owned batch) {
        var of = new BatchBooking.Batch(batch.id(), batch.user(), batch.createdAt(), batch.hold());
        return (String messageId, String model, Usage usage) -> booking.succeeded(of, messageId, model, usage);
    }

    /// The mark comes last: if the process ends before it, all is booked once more and each message counts
    /// once.
    private Outcome book(Owned batch, long succeeded) throws IOException, InterruptedException {
        var results = new BatchResults();
        var told = new AtomicLong();
        BatchResults.Listener listener = flushing(to(batch), told);
        if (!upstream.results(batch.id(), piece -> results.read(Piece.of(piece), listener))) {
            return Outcome.GONE;
        }
        booking.flush();
        if (told.get() + results.unread() < succeeded) {
            throw new IOException("only " + told + " of " + succeeded + " results came");
        }
        if (results.unread() > 0) {
            LOG.error("batch has results that cannot be read batch={} lines={}", batch.id(), results.unread());
        }
        objects.close(batch.id(), OwnedObjects.Close.BOOKED);
        LOG.info("batch booked batch={} user={} results={}", batch.id(), batch.user(), told);
        return Outcome.BOOKED;
    }

    private BatchResults.Listener flushing(BatchResults.Listener listener, AtomicLong told) {
        return (messageId, model, usage) -> {
            listener.succeeded(messageId, model, usage);
            if (told.incrementAndGet() % FLUSH_EVERY == 0) {
                booking.flush();
            }
        };
    }
}
