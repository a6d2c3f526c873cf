package com.matrixos.bench.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures the proxy beside other gateways and prints the tables. `bench/proxy/run` starts what is measured
/// and cleans up.
public final class ProxyBench {
    private static final String SOAK = "soak-";
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Turns turns;
    private final List<Target> targets;
    private final Size size;
    private final Memory memory = new Memory();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private long seed = 1;

    private ProxyBench(Stage stage, List<Target> targets, Size size) {
        this.turns = new Turns(stage);
        this.targets = targets;
        this.size = size;
    }

    /// Arguments: `full`, `quick` or `soak-MINUTES`, the mock's port, our proxy's database, then for each target, our
    /// proxy
    /// first, its name, port, process id and header lines.
    public static void main(String[] args) throws IOException, InterruptedException {
        Size size = args[0].equals("quick") ? Size.quick() : Size.full();
        var stage = Stage.open(Integer.parseInt(args[1]));
        var targets = new ArrayList<Target>();
        targets.add(Target.of("direct", args[1], "0", ""));
        for (int i = 3; i < args.length; i += 4) {
            targets.add(Target.of(args[i], args[i + 1], args[i + 2], args[i + 3]));
        }
        if (args[0].startsWith(SOAK)) {
            soak(
                    new Turns(stage),
                    targets.get(1),
                    Duration.ofMinutes(Long.parseLong(args[0].substring(SOAK.length()))));
            return;
        }
        var bench = new ProxyBench(stage, List.copyOf(targets), size);
        bench.measure();
        bench.print(new Ledger(Path.of(args[2])));
    }

    @SuppressWarnings("SystemOut") // the report is what the command is for
    private static void soak(Turns turns, Target target, Duration length) throws InterruptedException {
        turns.warmUp(target, Size.full().warmUp());
        System.out.println(new Soak(turns, target).run(length));
    }

    private void measure() throws InterruptedException {
        for (Target target : targets) {
            memory.add("idle", target, ProcessMeter.begin(target).end());
        }
        for (Target target : targets) {
            turns.warmUp(target, size.warmUp());
        }
        firstBytes();
        events();
        uploads();
    }

    @SuppressWarnings("SystemOut") // the report is what the command is for
    private void print(Ledger ledger) throws InterruptedException {
        comparisons.forEach(comparison -> System.out.println(comparison.table()));
        System.out.println(memory.table(targets));
        verdicts.forEach(System.out::println);
        System.out.println(memory.verdict(targets.get(1), Size.MOST_MEMORY));
        System.out.println(ledger.verdict(turns.calls(targets.get(1)) + Size.UPLOADS));
    }

    private void firstBytes() throws InterruptedException {
        int high = Ladder.highest(
                Size.HIGH_RATES, targets, (target, rate) -> turns.stream(target, load(rate, size.trial())));
        for (int rate : List.of(Size.LOW_RATE, high)) {
            String at = "%,d requests/s".formatted(rate);
            var json =
                    new Comparison("Time to first byte, JSON, 50 KB bodies, " + at, Comparison.Unit.REQUEST, targets);
            rounds(json, "first bytes", target -> turns.message(target, load(rate, size.length())));
            var sse = new Comparison("Time to first byte, SSE, 50 KB bodies, " + at, Comparison.Unit.REQUEST, targets);
            rounds(sse, "first bytes", target -> turns.stream(target, load(rate, size.length())));
            if (rate == high) {
                verdicts.add(new Goal("G1, JSON", "1,000 requests/s", 0.3, 1.5).verdict(json, at));
                verdicts.add(new Goal("G1, SSE", "1,000 requests/s", 0.3, 1.5).verdict(sse, at));
            }
        }
    }

    private void events() throws InterruptedException {
        int high = Ladder.highest(
                Size.HIGH_EVENTS, targets, (target, events) -> turns.events(target, Size.many(events, size.trial())));
        for (var load : List.of(Size.few(size.length()), Size.many(high, size.length()))) {
            String at = "%,d streams, %d events/s on each".formatted(load.streams(), load.perSecond());
            var delays = new Comparison("Delay of events, " + at, Comparison.Unit.EVENT, targets);
            rounds(delays, "events", target -> turns.events(target, load));
            if (load.streams() == Size.MANY_STREAMS) {
                var goal = new Goal("G2", "1,000 streams, 50 events/s on each", Double.POSITIVE_INFINITY, 2);
                verdicts.add(goal.verdict(delays, at));
            }
        }
    }

    private void uploads() throws InterruptedException {
        for (Target target : targets.subList(1, targets.size())) {
            Sample sample = turns.uploads(target, Size.UPLOADS);
            Progress.say("uploads, " + target.name(), sample);
            memory.add("20 × 32 MiB", target, sample.cost());
            if (!sample.held()) {
                memory.note(target, "answered " + sample.got() + " of the uploads: " + sample.trouble());
                Turns.settle(target, SETTLING);
            }
        }
    }

    private FirstBytes.Load load(int rate, Duration length) {
        return new FirstBytes.Load(rate, length, seed);
    }

    /// A measurement of one target.
    private interface Turn {
        Sample of(Target target) throws InterruptedException;
    }

    /// Rounds go through all targets in turn, so that whatever else the machine does falls on all alike.
    private void rounds(Comparison comparison, String phase, Turn turn) throws InterruptedException {
        comparisons.add(comparison);
        for (int round = 1; round <= size.rounds(); round++) {
            seed++;
            comparison.beginRound();
            for (Target target : targets) {
                if (comparison.wants(target)) {
                    Sample sample = turn.of(target);
                    comparison.add(target, sample);
                    memory.add(phase, target, sample.cost());
                    Progress.say("round " + round + ", " + comparison.title() + ", " + target.name(), sample);
                    if (!sample.held()) {
                        Turns.settle(target, SETTLING);
                    }
                }
            }
        }
    }
}
