package com.matrixos.proxy.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a whole price list, and checks what can only be told from all rows together.
final class PriceFile {
    private static final Set<String> MEMBERS = Set.of("models", "batchMultiplier", "serverTools", "sources");

    /// The one model that may be free: it is ours, and says of itself that it is none.
    private static final String DEMO = "demo";

    /// A dollar for a thousand is a thousand million pico-USD for one.
    private static final int DECIMALS = 9;

    private static final BigDecimal DEAREST_SEARCHES = BigDecimal.valueOf(1_000_000);

    private final List<Problem> problems = new ArrayList<>();
    private final Spot file;

    private PriceFile(JsonNode file) {
        this.file = new Spot(file, "", problems);
    }

    static Loaded read(byte[] json) {
        try {
            return new PriceFile(Json.mapper()
                            .reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                            .readTree(json))
                    .read();
        } catch (JsonProcessingException e) {
            return new Loaded.Refused(List.of(new Problem("", "is not valid JSON: " + e.getOriginalMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("read prices", e);
        }
    }

    /// A multiplier that is known not to be negative.
    static Ratio ratio(Spot spot, BigDecimal value) {
        try {
            return Ratio.of(value);
        } catch (ArithmeticException _) {
            spot.problem("has too many digits: " + value);
            return Ratio.ONE;
        }
    }

    private Loaded read() {
        if (file.object(MEMBERS).isEmpty()) {
            return new Loaded.Refused(problems);
        }
        Ratio batch = batch();
        long webSearch = webSearch();
        file.optional("sources").ifPresent(sources -> sources.list().forEach(Spot::text));
        List<Spot> spots = file.at("models").list().stream()
                .flatMap(spot -> spot.object(RowReader.ROW).stream())
                .toList();
        List<Row> rows = spots.stream().map(spot -> RowReader.read(spot, batch)).toList();
        checkFree(spots, rows);
        checkNames(spots, rows);
        checkOverlaps(spots, rows);
        return problems.isEmpty() ? new Loaded.Book(new PriceBook(rows, webSearch)) : new Loaded.Refused(problems);
    }

    private Ratio batch() {
        Spot spot = file.at("batchMultiplier");
        BigDecimal value = spot.decimal();
        if (value.signum() == 0 || value.compareTo(BigDecimal.ONE) > 0) {
            spot.problem("must be more than 0 and at most 1");
            return Ratio.ONE;
        }
        return ratio(spot, value);
    }

    private long webSearch() {
        return file.at("serverTools")
                .object(Set.of("webSearch"))
                .flatMap(tools -> tools.at("webSearch").object(Set.of("usdPer1000")))
                .map(search -> searchPrice(search.at("usdPer1000")))
                .orElse(0L);
    }

    private static long searchPrice(Spot spot) {
        BigDecimal usd = spot.decimal();
        if (usd.compareTo(DEAREST_SEARCHES) > 0 || usd.stripTrailingZeros().scale() > DECIMALS) {
            spot.problem("must be at most " + DEAREST_SEARCHES + ", with at most " + DECIMALS + " decimals: " + usd);
            return 0;
        }
        return usd.movePointRight(DECIMALS).longValueExact();
    }

    /// A class that was forgotten, or a row of zeros by mistake, would give models away.
    private void checkFree(List<Spot> spots, List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean free = row.list().partlyFree()
                    || (row.longPrompt() != null && row.longPrompt().list().partlyFree());
            if (free && !row.model().equals(DEMO)) {
                spots.get(i).at("usdPerMTok").problem("only " + DEMO + " may be free: " + row.model());
            }
        }
        if (rows.stream().allMatch(row -> row.model().equals(DEMO))) {
            file.at("models").problem("has no model with a price");
        }
    }

    /// No name may stand for two models.
    private void checkNames(List<Spot> spots, List<Row> rows) {
        Map<String, String> models = new HashMap<>();
        rows.forEach(row -> models.put(row.model(), row.model()));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            for (String alias : row.aliases()) {
                String other = models.putIfAbsent(alias, row.model());
                if (alias.equals(row.model())) {
                    spots.get(i).at("aliases").problem("has the model itself: " + alias);
                } else if (other != null && !other.equals(row.model())) {
                    spots.get(i).at("aliases").problem("has a name of " + other + ": " + alias);
                }
            }
        }
    }

    /// No model may have two prices on one day.
    private void checkOverlaps(List<Spot> spots, List<Row> rows) {
        List<Integer> byDate = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            byDate.add(i);
        }
        byDate.sort(Comparator.comparing(i -> rows.get(i).valid().from()));
        Map<String, Integer> last = new HashMap<>();
        for (int i : byDate) {
            Row row = rows.get(i);
            Integer before = last.put(row.model(), i);
            if (before != null
                    && !row.model().isEmpty()
                    && !row.valid().from().isAfter(rows.get(before).valid().to())) {
                spots.get(i)
                        .at("from")
                        .problem("overlaps with " + spots.get(before).path() + ": " + row.model());
            }
        }
    }
}
