package com.matrixos.testkit.model.script;

import java.util.ArrayList;
import java.util.List;

/// What a prompt asks of the answers that follow it, tool results between them.
///
/// @param steps one for each answer; at least one
public record Script(List<Step> steps) {
    public Script {
        steps = List.copyOf(steps);
    }

    /// Reads the directives in a text; lines that are none are passed over.
    ///
    /// @throws IllegalArgumentException naming a directive that cannot be understood
    public static Script of(String text) {
        var steps = new ArrayList<Step>();
        var current = new ArrayList<Directive>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!DirectiveParser.isDirective(line)) {
                continue;
            }
            Directive directive = DirectiveParser.parse(line);
            if (directive instanceof Directive.Then) {
                steps.add(new Step(current));
                current.clear();
            } else {
                current.add(directive);
            }
        }
        steps.add(new Step(current));
        return new Script(steps);
    }

    /// Whether a text holds any directive.
    public static boolean isIn(String text) {
        return text.contains("[[") && text.lines().map(String::strip).anyMatch(DirectiveParser::isDirective);
    }

    /// The step of the n-th answer to the prompt, from 0.
    public Step step(int n) {
        return n < steps.size() ? steps.get(n) : Step.NONE;
    }
}
