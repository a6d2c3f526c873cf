package com.matrixos.platform.jobs;

import java.util.List;
import java.util.stream.Stream;

/// What a kind of job consists of: steps in a fixed order, so that what is still to come can be shown beforehand.
///
/// Rejected: a function that calls for its steps. To go on in the middle it would be run again from the top, and
/// everything between its steps had to be repeatable too.
///
/// @param name of the kind: `provision-matrix-os`
public record Recipe(String name, List<Stage> stages) {
    public Recipe {
        stages = List.copyOf(stages);
        if (stages.stream().map(Stage::name).distinct().count() != stages.size()) {
            throw new IllegalArgumentException("two steps of one name in " + name);
        }
    }

    /// A recipe without steps yet.
    public static Recipe named(String name) {
        return new Recipe(name, List.of());
    }

    /// The same with one more step.
    public Recipe then(Stage stage) {
        return new Recipe(name, Stream.concat(stages.stream(), Stream.of(stage)).toList());
    }
}
