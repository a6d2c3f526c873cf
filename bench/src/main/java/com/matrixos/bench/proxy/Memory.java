package com.matrixos.bench.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The memory of all targets in all phases, and its table.
final class Memory {
    private final Map<String, Map<Target, Cost>> phases = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// Keeps the most of what a target had in a phase.
    void add(String phase, Target target, Cost cost) {
        phases.computeIfAbsent(phase, _ -> new LinkedHashMap<>()).merge(target, cost, Cost::most);
    }

    /// Something that the reader of the figures must know.
    void note(Target target, String note) {
        notes.add(target.name() + " " + note);
    }

    /// The table, in Markdown.
    String table(List<Target> targets) {
        var text = new StringBuilder("### Memory, MiB: peak RSS / PSS\n\n| |");
        phases.keySet().forEach(phase -> text.append(' ').append(phase).append(" |"));
        text.append("\n|---|").append("---|".repeat(phases.size())).append('\n');
        targets.stream().filter(Target::isProcess).forEach(target -> text.append(row(target)));
        notes.forEach(note -> text.append('\n').append(note).append(".\n"));
        return text.toString();
    }

    /// One line: whether a target stayed within so many MiB in all phases.
    String verdict(Target target, long most) {
        long peak = phases.values().stream()
                .flatMap(phase -> Stream.ofNullable(phase.get(target)))
                .mapToLong(Cost::peakRss)
                .max()
                .orElse(0);
        return "- G3: RSS at most %d MiB in all phases: %d MiB, %s."
                .formatted(most, peak, peak <= most ? "met" : "missed");
    }

    private String row(Target target) {
        var none = new Cost(Duration.ZERO, 0, 0, 0, 0);
        String cells = phases.values().stream()
                .map(phase -> phase.getOrDefault(target, none))
                .map(cost -> " %d / %d |".formatted(cost.peakRss(), cost.pss()))
                .collect(Collectors.joining());
        return "| %s |%s%n".formatted(target.name(), cells);
    }
}
