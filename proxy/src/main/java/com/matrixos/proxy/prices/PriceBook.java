package com.matrixos.proxy.prices;

import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// A list of prices, and what calls cost by it. Immutable, does no I/O, safe for use from any thread.
///
/// A model is found by its exact id or a listed alias, never by the beginning of either: models whose ids
/// begin alike differ in price. One that is not listed is never free.
public final class PriceBook {
    /// Claude Code marks models with a context of a million tokens by this, in names of its own.
    private static final String LONG_CONTEXT_MARK = "[1m]";

    private final List<Row> rows;
    private final List<Row> priced;
    private final Map<String, NavigableMap<LocalDate, Row>> byModel = new HashMap<>();
    private final long webSearch;

    /// @param rows all sound, and no two of one model on the same day
    /// @param webSearch pico-USD for one search
    PriceBook(List<Row> rows, long webSearch) {
        this.rows = List.copyOf(rows);
        this.priced =
                rows.stream().filter(row -> !row.list().equals(Rates.FREE)).toList();
        this.webSearch = webSearch;
        for (Row row : rows) {
            byModel.computeIfAbsent(row.model(), _ -> new TreeMap<>())
                    .put(row.valid().from(), row);
        }
        for (Row row : rows) {
            row.aliases().forEach(alias -> byModel.put(alias, dated(row.model())));
        }
    }

    /// Reads a list in the format of `docs/reference/prices.md`.
    ///
    /// @param json in UTF-8
    /// @return the book, or everything that is wrong with the list
    public static Loaded load(byte[] json) {
        return PriceFile.read(json);
    }

    /// The list that comes with this program.
    ///
    /// @throws IllegalStateException when it is not sound, which a test rules out
    public static PriceBook shipped() {
        try (InputStream file = PriceBook.class.getResourceAsStream("/prices.json")) {
            return switch (load(Objects.requireNonNull(file, "prices.json").readAllBytes())) {
                case Loaded.Book(PriceBook book) -> book;
                case Loaded.Refused(List<Problem> problems) ->
                    throw new IllegalStateException("the shipped price list is not sound: " + problems);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("read prices.json", e);
        }
    }

    /// One line of the list, as people read it: without tiers and modifiers.
    ///
    /// @param model its exact id
    /// @param from the first day, or empty when it was always so
    /// @param to the last day, or empty when it holds until further notice
    /// @param status `active`, `retired`, or `retired` with the first day without the model
    /// @param rates what a token costs
    public record Listed(String model, Optional<LocalDate> from, Optional<LocalDate> to, String status, Rates rates) {}

    /// The whole list, in its own order.
    public List<Listed> listed() {
        return rows.stream().map(PriceBook::listed).toList();
    }

    private static Listed listed(Row row) {
        return new Listed(
                row.model(), day(row.valid().from()), day(row.valid().to()), status(row.offered()), row.list());
    }

    private static String status(Span offered) {
        if (offered.equals(Span.NEVER)) {
            return "retired";
        }
        return day(offered.to()).map(last -> "retired " + last.plusDays(1)).orElse("active");
    }

    private static Optional<LocalDate> day(LocalDate day) {
        return day.equals(LocalDate.MIN) || day.equals(LocalDate.MAX) ? Optional.empty() : Optional.of(day);
    }

    /// What a call costs.
    ///
    /// @param model the response's, not the request's
    /// @param at when the call was made; prices change at midnight UTC
    /// @param usage what the upstream reported
    /// @param batch whether the call was part of a batch; a usage that says so itself needs no flag
    public Cost cost(String model, Instant at, Usage usage, boolean batch) {
        Modifiers modifiers = Modifiers.of(usage, batch);
        long sum = searches(usage.webSearches());
        Basis basis = Basis.LISTED;
        for (Parts.Part part : Parts.of(model, usage)) {
            sum = Pico.plus(
                    sum, rates(part.model(), day(at), modifiers, part.prompt()).cost(part.tokens()));
            if (!knows(part.model())) {
                basis = Basis.UNKNOWN_MODEL;
            }
        }
        return new Cost(sum, basis);
    }

    /// What so many searches of the web cost, in pico-USD; no modifier changes it, nor does a batch.
    public long searches(long count) {
        return Pico.times(count, webSearch);
    }

    /// What a token may cost in a call that has not been answered yet, for holding money: at standard speed,
    /// outside a batch, and as if computed in the US only, which is the dearer case.
    ///
    /// @param promptTokens how large the prompt may be at the most; chooses the prices where they depend on
    ///     it
    public Rates rates(String model, Instant at, long promptTokens) {
        return rates(model, day(at), new Modifiers(true, false, false), promptTokens);
    }

    /// What a token costs in a call of which this much is known: by its prompt, speed, place and tier.
    /// Iterations do not matter. A caller may make up a usage for what it expects.
    ///
    /// @param batch whether the call is part of a batch
    public Rates rates(String model, Instant at, Usage usage, boolean batch) {
        Tokens tokens = usage.tokens();
        return rates(model, day(at), Modifiers.of(usage, batch), tokens.prompt());
    }

    /// Whether the list has a model, at any date.
    public boolean knows(String model) {
        return byModel.containsKey(bare(model));
    }

    /// On a day between two rows, or after the last, the row before it holds; before the first, the first.
    private Rates rates(String model, LocalDate day, Modifiers modifiers, long prompt) {
        NavigableMap<LocalDate, Row> dated = byModel.get(bare(model));
        if (dated == null) {
            return dearest(day, modifiers.standardSpeed(), prompt);
        }
        var row = dated.floorEntry(day);
        return (row == null ? dated.firstEntry() : row).getValue().rates(day, modifiers, prompt);
    }

    /// The dearest of each class, of all models that can be had on that day; should there be none, of all.
    private Rates dearest(LocalDate day, Modifiers modifiers, long prompt) {
        List<Row> current = priced.stream().filter(row -> row.current(day)).toList();
        return (current.isEmpty() ? priced : current)
                .stream().map(row -> row.rates(day, modifiers, prompt)).reduce(Rates.FREE, Rates::dearer);
    }

    private NavigableMap<LocalDate, Row> dated(String model) {
        return Objects.requireNonNull(byModel.get(model));
    }

    private static String bare(String model) {
        return model.endsWith(LONG_CONTEXT_MARK)
                ? model.substring(0, model.length() - LONG_CONTEXT_MARK.length())
                : model;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
