package com.matrixos.platform.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a job's steps are. Pure.
final class Progress {
    private Progress() {}

    /// Every step of the recipe in its order; none for a kind that there was once.
    static List<Job.Step> of(Optional<Recipe> recipe, JobStore.Row row) {
        return recipe.map(Recipe::stages).orElseGet(List::of).stream()
                .map(stage -> step(stage, row.notes().get(stage.name()), row.state()))
                .toList();
    }

    private static Job.Step step(Stage stage, @Nullable Note note, Job.State job) {
        if (note == null) {
            return new Job.Step(stage.name(), stage.title(), "waiting", null, null, null);
        }
        String finished = note.finishedAt();
        return new Job.Step(
                stage.name(),
                stage.title(),
                state(note, job),
                note.since(),
                finished == null ? null : Instant.parse(finished),
                note.done() ? note.result() : null);
    }

    private static String state(Note note, Job.State job) {
        if (note.done()) {
            return "done";
        }
        return switch (job) {
            case WAITING, RUNNING -> "running";
            case FAILED -> "failed";
            case DONE, CANCELLED -> "waiting";
        };
    }
}
