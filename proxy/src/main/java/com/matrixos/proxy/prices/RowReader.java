package com.matrixos.proxy.prices;

import com.matrixos.proxy.prices.Row.Fast;
import com.matrixos.proxy.prices.Row.LongPrompt;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one row of a price list, and checks what can be told from it alone.
final class RowReader {
    /// What a row may say.
    static final Set<String> ROW = Set.of(
            "model",
            "aliases",
            "from",
            "to",
            "status",
            "usdPerMTok",
            "usInferenceGeo",
            "fast",
            "longPrompt",
            "sources",
            "note");
    private static final Set<String> CLASSES = Set.of("input", "cacheWrite5m", "cacheWrite1h", "cacheRead", "output");

    /// A dollar for a million tokens is a million pico-USD for one.
    private static final int DECIMALS = 6;

    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final String RETIRED = "retired";

    /// Instead of prices that cannot be read; the list is refused anyway.
    private static final Rates HARMLESS = new Rates(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);

    private final Spot row;
    private final Ratio batch;

    private RowReader(Spot row, Ratio batch) {
        this.row = row;
        this.batch = batch;
    }

    /// @param spot has an object
    static Row read(Spot spot, Ratio batch) {
        return new RowReader(spot, batch).read();
    }

    private Row read() {
        var read = new Row(
                row.at("model").text(),
                aliases(),
                row.span(),
                offered(),
                rates(row.at("usdPerMTok")),
                row.optional("usInferenceGeo").map(RowReader::multiplier).orElse(Ratio.ONE),
                row.optional("fast").flatMap(RowReader::fast).orElse(null),
                row.optional("longPrompt").flatMap(RowReader::longPrompt).orElse(null),
                batch);
        row.optional("sources").ifPresent(sources -> sources.list().forEach(Spot::text));
        row.optional("note").ifPresent(Spot::text);
        checkProducts(read);
        return read;
    }

    private List<String> aliases() {
        var aliases = new ArrayList<String>();
        for (Spot alias : row.optional("aliases").map(Spot::list).orElse(List.of())) {
            String text = alias.text();
            if (aliases.contains(text)) {
                alias.problem("is listed twice: " + text);
            }
            aliases.add(text);
        }
        return aliases;
    }

    /// `active`, `retired`, or `retired` with the first day without the model.
    private Span offered() {
        Spot status = row.at("status");
        String text = status.text();
        if (text.equals("active")) {
            return Span.ALWAYS;
        }
        if (text.equals(RETIRED)) {
            return Span.NEVER;
        }
        try {
            if (text.startsWith(RETIRED + " ")) {
                LocalDate end = LocalDate.parse(text.substring(RETIRED.length() + 1));
                return new Span(LocalDate.MIN, end.minusDays(1));
            }
        } catch (DateTimeException _) {
            // Told below, with all else that it should not be.
        }
        if (!text.isEmpty()) {
            status.problem("must be active, retired, or retired with a date: " + text);
        }
        return Span.NEVER;
    }

    private static Rates rates(Spot spot) {
        return spot.object(CLASSES).map(RowReader::classes).orElse(HARMLESS);
    }

    private static Rates classes(Spot classes) {
        return new Rates(
                price(classes.at("input")),
                price(classes.at("cacheRead")),
                price(classes.at("cacheWrite5m")),
                price(classes.at("cacheWrite1h")),
                price(classes.at("output")));
    }

    private static long price(Spot spot) {
        BigDecimal usd = spot.decimal();
        if (usd.compareTo(DEAREST) > 0) {
            spot.problem("must be at most " + DEAREST + ": " + usd);
            return HARMLESS.input();
        }
        if (usd.stripTrailingZeros().scale() > DECIMALS) {
            spot.problem("must have at most " + DECIMALS + " decimals: " + usd);
            return HARMLESS.input();
        }
        return usd.movePointRight(DECIMALS).longValueExact();
    }

    private static Ratio multiplier(Spot spot) {
        BigDecimal value = spot.decimal();
        if (value.compareTo(BigDecimal.ONE) < 0) {
            spot.problem("must be at least 1: " + value);
            return Ratio.ONE;
        }
        return PriceFile.ratio(spot, value);
    }

    private static Optional<Fast> fast(Spot spot) {
        return spot.object(Set.of("multiplier", "from", "to"))
                .map(fast -> new Fast(multiplier(fast.at("multiplier")), fast.span()));
    }

    private static Optional<LongPrompt> longPrompt(Spot spot) {
        return spot.object(Set.of("over", "usdPerMTok"))
                .map(step -> new LongPrompt(step.at("over").count(), rates(step.at("usdPerMTok"))));
    }

    /// Every price that a call can meet, so that no call meets one that is not whole.
    private void checkProducts(Row read) {
        LocalDate fastDay =
                read.fast() == null ? LocalDate.EPOCH : read.fast().valid().from();
        for (long prompt : new long[] {0, Long.MAX_VALUE}) {
            for (int bits = 0; bits < 8; bits++) {
                try {
                    read.rates(fastDay, new Modifiers((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0), prompt);
                } catch (ArithmeticException e) {
                    row.problem("a multiplied price is not exact: " + e.getMessage());
                    return;
                }
            }
        }
    }
}
