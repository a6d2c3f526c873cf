package com.matrixos.platform.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A job as it was when somebody looked.
///
/// @param kind the name of its [Recipe]
/// @param key what it is about; there is one job of a kind for each
/// @param attempts how often the step it is at has failed
/// @param runAt while it waits, when it goes on
/// @param lastError why a step failed last, for the reader; null when none did
/// @param finishedAt null while it goes on
public record Job(
        long id,
        String kind,
        String key,
        JsonNode payload,
        State state,
        List<Step> steps,
        int attempts,
        Instant runAt,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    /// Where a job is. [#WAITING] is also one that sleeps or will try again.
    public enum State {
        /// Its time has not come, or no place is free.
        WAITING,
        /// A step is being done.
        RUNNING,
        /// Every step is done.
        DONE,
        /// A step failed for good.
        FAILED,
        /// Somebody called it off.
        CANCELLED;

        /// As it stands in the database: `waiting`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether nothing more will happen.
        public boolean ended() {
            return switch (this) {
                case WAITING, RUNNING -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }

    /// How far one step is.
    ///
    /// @param state `done`, `running` (begun, and perhaps to be tried again), `failed` or `waiting`
    /// @param result what it gave; null unless done
    public record Step(
            String name,
            String title,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable JsonNode result) {}

    public Job {
        steps = List.copyOf(steps);
    }
}
