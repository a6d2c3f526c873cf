package com.matrixos.platform.jobs;

import java.time.Instant;
import java.util.Map;

/// What is to be done with a job now.
sealed interface Next {
    /// This step.
    record Perform(Stage.Deed deed) implements Next {}

    /// Nothing until then.
    record Rest(Stage.Pause pause, Instant until) implements Next {}

    /// The pause is over.
    record Rested(Stage.Pause pause) implements Next {}

    /// Nothing ever again.
    record Complete() implements Next {}

    /// Decides. Pure.
    ///
    /// @param notes by the step's name
    static Next of(Recipe recipe, Map<String, Note> notes, Instant now) {
        for (Stage stage : recipe.stages()) {
            Note note = notes.get(stage.name());
            if (note == null || !note.done()) {
                return switch (stage) {
                    case Stage.Deed deed -> new Perform(deed);
                    case Stage.Pause pause -> rest(pause, note == null ? now : note.since(), now);
                };
            }
        }
        return new Complete();
    }

    private static Next rest(Stage.Pause pause, Instant since, Instant now) {
        Instant until = since.plus(pause.length());
        return now.isBefore(until) ? new Rest(pause, until) : new Rested(pause);
    }
}
