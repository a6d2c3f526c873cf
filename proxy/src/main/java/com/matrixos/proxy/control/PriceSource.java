package com.matrixos.proxy.control;

import com.matrixos.api.usage.PriceList;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.Repriced;
import com.matrixos.proxy.prices.Basis;
import com.matrixos.proxy.prices.Cost;
import com.matrixos.proxy.prices.Loaded;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.PriceBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the prices come from, the operator's file or the list that comes with the program, and what has to
/// happen when they change. Safe for use from any thread; calls block.
public final class PriceSource {
    private static final Logger LOG = LoggerFactory.getLogger(PriceSource.class);

    private final Optional<Path> file;
    private final PriceBooks books;
    private final Ledger ledger;
    private final Budgets budgets;
    private final InstantSource clock;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Instant loadedAt;

    /// What became of reading the prices again.
    sealed interface Reloaded {
        /// They are in force.
        ///
        /// @param models how many rows the list has
        /// @param repriced how many calls have a price now that had none
        record Done(int models, int repriced) implements Reloaded {}

        /// The file cannot be read; the old prices stay.
        record Unreadable(String why) implements Reloaded {}

        /// The list is not sound; the old prices stay.
        record Unsound(Loaded.Refused refused) implements Reloaded {}
    }

    public PriceSource(Optional<Path> file, PriceBooks books, Ledger ledger, Budgets budgets, InstantSource clock) {
        this.file = file;
        this.books = books;
        this.ledger = ledger;
        this.budgets = budgets;
        this.clock = clock;
        this.loadedAt = clock.instant();
    }

    /// The prices to start with.
    ///
    /// @throws IllegalStateException when the operator's list cannot be read or is not sound, saying all that is
    /// wrong with it
    public static PriceBook first(Optional<Path> file) {
        if (file.isEmpty()) {
            return PriceBook.shipped();
        }
        try {
            return switch (PriceBook.load(Files.readAllBytes(file.get()))) {
                case Loaded.Book(PriceBook book) -> book;
                case Loaded.Refused refused ->
                    throw new IllegalStateException("price list " + file.get() + ": " + refused.problems());
            };
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the price list " + file.get(), e);
        }
    }

    /// What is in force.
    PriceList list() {
        String source = file.map(Path::toString).orElse("built-in");
        return new PriceList(
                source,
                loadedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                books.current().listed().stream().map(PriceRows::row).toList());
    }

    Reloaded reload() {
        reloading.lock();
        try {
            return file.isPresent() ? reload(file.get()) : use(PriceBook.shipped());
        } finally {
            reloading.unlock();
        }
    }

    private Reloaded reload(Path path) {
        byte[] json;
        try {
            json = Files.readAllBytes(path);
        } catch (IOException e) {
            LOG.warn("price list not read file={}", path, e);
            return new Reloaded.Unreadable("cannot read " + path.getFileName());
        }
        return switch (books.reload(json)) {
            case Loaded.Book(PriceBook book) -> use(book);
            case Loaded.Refused refused -> new Reloaded.Unsound(refused);
        };
    }

    /// Calls of models that had no price get the one the list has for their day; budgets follow.
    private Reloaded use(PriceBook book) {
        loadedAt = clock.instant();
        int repriced = reprice(book);
        LOG.info("prices loaded rows={} repriced={}", book.listed().size(), repriced);
        return new Reloaded.Done(book.listed().size(), repriced);
    }

    /// Gives calls of unknown models their price where the list in force has it by now: a new release brings a new
    /// list.
    public void reprice() {
        int repriced = reprice(books.current());
        if (repriced > 0) {
            LOG.info("priced again what had no price calls={}", repriced);
        }
    }

    private int reprice(PriceBook book) {
        new Fresh(ledger).await();
        Repriced repriced = ledger.reprice((model, at, usage, batch) -> {
            Cost cost = book.cost(model, at, usage, batch);
            return cost.basis() == Basis.LISTED ? OptionalLong.of(cost.picoUsd()) : OptionalLong.empty();
        });
        repriced.corrections().forEach(each -> budgets.correct(each.user(), each.day(), each.pico()));
        return repriced.rows();
    }
}
