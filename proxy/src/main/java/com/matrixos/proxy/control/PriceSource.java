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
import com.matrixos.proxy.prices.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the prices come from, the operator's file or the list that comes with the program, and what has to
/// happen when they change. Safe for use from any thread; calls block.
public final class PriceSource {
    private static final Logger LOG = LoggerFactory.getLogger(PriceSource.class);

    /// A signature has 88 characters.
    private static final int LONGEST_SIGNATURE = 1024;

    private final Optional<Path> file;
    private final Optional<PriceSignature> signer;
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

    /// @param signer who must have signed the file, where lists must be signed; the shipped one need not be
    public PriceSource(
            Optional<Path> file,
            Optional<PriceSignature> signer,
            PriceBooks books,
            Ledger ledger,
            Budgets budgets,
            InstantSource clock) {
        this.file = file;
        this.signer = signer;
        this.books = books;
        this.ledger = ledger;
        this.budgets = budgets;
        this.clock = clock;
        this.loadedAt = clock.instant();
    }

    /// The prices to start with.
    ///
    /// @throws IllegalStateException when the operator's list cannot be read, is not sound or not signed,
    /// saying all that is wrong with it
    public static PriceBook first(Optional<Path> file, Optional<PriceSignature> signer) {
        if (file.isEmpty()) {
            return PriceBook.shipped();
        }
        try {
            return switch (load(file.get(), signer)) {
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
        Loaded loaded;
        try {
            loaded = load(path, signer);
        } catch (IOException e) {
            LOG.warn("price list not read file={}", path, e);
            return new Reloaded.Unreadable("cannot read " + path.getFileName());
        }
        return switch (loaded) {
            case Loaded.Book(PriceBook book) -> use(book);
            case Loaded.Refused refused -> new Reloaded.Unsound(refused);
        };
    }

    /// Whether a list could be put into force, with all that speaks against it; changes nothing.
    ///
    /// @param signature as it stands in the file beside the list, or nothing when there is none
    Loaded check(byte[] json, Optional<String> signature) {
        return signed(PriceBook.load(json), signer.flatMap(by -> by.problem(json, signature)));
    }

    private static Loaded load(Path path, Optional<PriceSignature> signer) throws IOException {
        byte[] json = Files.readAllBytes(path);
        Optional<Problem> unsigned = Optional.empty();
        if (signer.isPresent()) {
            unsigned = signer.get().problem(json, signature(path));
        }
        return signed(PriceBook.load(json), unsigned);
    }

    private static Optional<String> signature(Path list) throws IOException {
        try (InputStream in = Files.newInputStream(PriceSignature.beside(list))) {
            return Optional.of(new String(in.readNBytes(LONGEST_SIGNATURE), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Loaded signed(Loaded loaded, Optional<Problem> unsigned) {
        if (unsigned.isEmpty()) {
            return loaded;
        }
        List<Problem> others = switch (loaded) {
            case Loaded.Book _ -> List.of();
            case Loaded.Refused(List<Problem> problems) -> problems;
        };
        return new Loaded.Refused(
                Stream.concat(unsigned.stream(), others.stream()).toList());
    }

    /// Calls of models that had no price get the one the list has for their day; budgets follow.
    private Reloaded use(PriceBook book) {
        books.use(book);
        loadedAt = clock.instant();
        int repriced = reprice(book);
        LOG.info("prices loaded rows={} repriced={}", book.listed().size(), repriced);
        return new Reloaded.Done(book.listed().size(), repriced);
    }

    /// Gives calls of unknown models their price where the list in force has it by now: a new release brings
    /// a new list.
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
