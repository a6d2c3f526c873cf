package com.matrixos.proxy.metering;

import com.matrixos.proxy.ledger.Basis;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.ledger.Settlement;
import com.matrixos.proxy.owned.BatchBooking;
import com.matrixos.proxy.prices.Cost;
import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books the results of batches, one after the other on a virtual thread: each message once, whoever reads
/// the results and however often. Safe for use from any thread; only [#flush] blocks.
public final class BatchBooks implements BatchBooking, AutoCloseable {
    /// More than can be told but not yet written: those that are written are found in the ledger.
    private static final int REMEMBERED = 20_000;

    private static final int OK = 200;
    private static final int PATIENCE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(BatchBooks.class);

    private final Metering.Books books;
    private final LedgerReader reader;
    private final Meters meters;
    private final InstantSource clock;
    private final ExecutorService clerk = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("batch-books").factory());
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public BatchBooks(Metering.Books books, LedgerReader reader, Meters meters, InstantSource clock) {
        this.books = books;
        this.reader = reader;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void succeeded(Batch batch, String messageId, String model, Usage usage) {
        clerk.execute(() -> book(batch, messageId, model, usage));
    }

    @Override
    public void flush() {
        try {
            CompletableFuture.runAsync(books.ledger()::flush, clerk).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("results of batches are not written down", e.getCause());
        }
    }

    /// What was told is still booked, if that does not take long: a ledger that cannot write must not keep
    /// the process from ending. What is not booked now is when the batch is looked at again.
    @Override
    public void close() {
        clerk.shutdown();
        try {
            if (!clerk.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "results of batches not booked, left for the next start count={}",
                        clerk.shutdownNow().size());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The ledger would skip a message it has, but the budget must not be charged for it either.
    private void book(Batch batch, String messageId, String modelTold, Usage usage) {
        if (!messageId.isEmpty() && (told.containsKey(messageId) || reader.hasMessage(messageId))) {
            return;
        }
        String user = batch.user();
        String model = Labels.model(modelTold);
        Instant at = batch.createdAt();
        Cost cost = books.prices().current().cost(model, at, usage, true);
        boolean unknown = cost.basis() == com.matrixos.proxy.prices.Basis.UNKNOWN_MODEL;
        books.ledger()
                .settled(new Settlement(
                        CallId.at(at),
                        clock.instant(),
                        messageId,
                        "",
                        model,
                        usage,
                        cost.picoUsd(),
                        Basis.EXACT,
                        unknown,
                        true,
                        "complete",
                        OK,
                        user,
                        at));
        if (!messageId.isEmpty()) {
            told.put(messageId, true);
        }
        pay(batch, cost.picoUsd());
        meters.booked(user, model, usage.tokens(), cost.picoUsd(), "exact");
        if (unknown) {
            meters.unknownPrice(model);
        }
    }

    /// Out of what the batch holds, so that its cost does not count twice until all of it is booked.
    private void pay(Batch batch, long pico) {
        LocalDate day = LocalDate.ofInstant(batch.createdAt(), ZoneOffset.UTC);
        if (!batch.hold().pay(day, pico)) {
            books.budgets().correct(batch.user(), day, pico);
        }
    }
}
