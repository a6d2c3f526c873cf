package com.matrixos.bench.proxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// One measurement of all targets in several rounds, and its table. The first target is the upstream without
/// anything in between, the second is our proxy; what a target adds is taken round by round, and the table
/// has the medians.
final class Comparison {
    /// What one time belongs to.
    enum Unit {
        REQUEST,
        EVENT
    }

    /// Instead of an added time: the target never kept up.
    static final long NEVER = Long.MIN_VALUE;

    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_US = 1e3;

    /// Below this many nanoseconds our own figure is noise, and a ratio to it would say nothing; so would a
    /// negative one.
    private static final long LEAST_FOR_A_RATIO = 1_000;

    private final String title;
    private final Unit unit;
    private final List<Target> targets;
    private final List<Map<Target, Sample>> rounds = new ArrayList<>();

    Comparison(String title, Unit unit, List<Target> targets) {
        this.title = title;
        this.unit = unit;
        this.targets = List.copyOf(targets);
    }

    String title() {
        return title;
    }

    void beginRound() {
        rounds.add(new LinkedHashMap<>());
    }

    void add(Target target, Sample sample) {
        rounds.getLast().put(target, sample);
    }

    /// Whether there is any use in another round: another gateway that does not keep up never will.
    boolean wants(Target target) {
        return targets.indexOf(target) < 2 || rounds.stream().noneMatch(round -> failed(round, target));
    }

    /// What our proxy adds.
    ///
    /// @return nanoseconds, or [#NEVER]
    long oursAdds(double percentile) {
        return adds(targets.get(1), percentile);
    }

    /// The table, in Markdown.
    String table() {
        List<String> columns = new ArrayList<>(List.of("", "p50 ms", "p99 ms", "added p50 ms", "× ours"));
        columns.addAll(List.of("added p99 ms", "× ours", "CPU µs/" + unit.name().toLowerCase(Locale.ROOT), "× ours"));
        columns.add("machine busy");
        if (unit == Unit.EVENT) {
            columns.add("coalesced");
        }
        var text = new StringBuilder("### " + title + "\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|").append("---|".repeat(columns.size())).append('\n');
        targets.forEach(target -> text.append(row(target, columns.size())).append('\n'));
        return text.toString();
    }

    private String row(Target target, int columns) {
        List<Sample> samples = samples(target);
        if (samples.isEmpty()) {
            return "| " + target.name() + " | no figures: " + trouble(target) + " |" + " |".repeat(columns - 2);
        }
        String times = String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f ",
                target.name() + heldIn(samples.size()),
                median(samples, sample -> sample.nanosAt(50)) / NANOS_PER_MS,
                median(samples, sample -> sample.nanosAt(99)) / NANOS_PER_MS);
        String added = target.isProcess() ? added(target, 50) + added(target, 99) + cpu(target) : "| – | | – | | – | ";
        return times + added + circumstances(samples);
    }

    private String cpu(Target target) {
        long each = cpuEach(target);
        return String.format(Locale.ROOT, "| %.0f | %s ", each / NANOS_PER_US, ratio(each, cpuEach(targets.get(1))));
    }

    /// The machine's load beside what the measurement itself used: how far to trust the row.
    private String circumstances(List<Sample> samples) {
        String busy = "| %d %%, %d %% by this |"
                .formatted(
                        median(samples, sample -> sample.cost().machineBusy()),
                        median(samples, sample -> sample.cost().share()));
        long together = samples.stream().mapToLong(Sample::coalesced).sum();
        long got = samples.stream().mapToLong(Sample::got).sum();
        return unit == Unit.EVENT
                ? busy + String.format(Locale.ROOT, " %.2f %% |", 100.0 * together / Math.max(1, got))
                : busy;
    }

    private String added(Target target, double percentile) {
        long adds = adds(target, percentile);
        return String.format(Locale.ROOT, "| %.3f | %s ", adds / NANOS_PER_MS, ratio(adds, oursAdds(percentile)));
    }

    private static String ratio(long theirs, long ours) {
        return ours < LEAST_FOR_A_RATIO || theirs < 0
                ? "–"
                : String.format(Locale.ROOT, "%.2f", (double) theirs / ours);
    }

    private String heldIn(int held) {
        return held == rounds.size() ? "" : " (in %d of %d rounds)".formatted(held, rounds.size());
    }

    private long adds(Target target, double percentile) {
        Target direct = targets.getFirst();
        List<Long> differences = heldRounds(target).stream()
                .map(round -> sample(round, target).nanosAt(percentile)
                        - sample(round, direct).nanosAt(percentile))
                .toList();
        return differences.isEmpty() ? NEVER : median(differences);
    }

    private long cpuEach(Target target) {
        List<Sample> samples = samples(target);
        return samples.isEmpty() ? 0 : median(samples, Sample::cpuNanosEach);
    }

    private List<Sample> samples(Target target) {
        return heldRounds(target).stream().map(round -> sample(round, target)).toList();
    }

    /// Only a round in which the upstream alone kept up too says what the target adds.
    private List<Map<Target, Sample>> heldRounds(Target target) {
        return rounds.stream()
                .filter(round -> held(round, target) && held(round, targets.getFirst()))
                .toList();
    }

    private String trouble(Target target) {
        return rounds.stream()
                .flatMap(round -> Stream.of(target, targets.getFirst())
                        .filter(round::containsKey)
                        .map(round::get))
                .map(Sample::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .findFirst()
                .orElse("not measured");
    }

    private static boolean held(Map<Target, Sample> round, Target target) {
        Sample sample = round.get(target);
        return sample != null && sample.held();
    }

    private static boolean failed(Map<Target, Sample> round, Target target) {
        Sample sample = round.get(target);
        return sample != null && !sample.held();
    }

    private static Sample sample(Map<Target, Sample> round, Target target) {
        Sample sample = round.get(target);
        if (sample == null) {
            throw new IllegalStateException("not measured in this round: " + target.name());
        }
        return sample;
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        return median(samples.stream().map(figure::applyAsLong).toList());
    }

    private static long median(List<Long> figures) {
        List<Long> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
