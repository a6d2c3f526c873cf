package com.matrixos.platform.jobs;

import java.time.Duration;

/// One step of a [Recipe].
public sealed interface Stage {
    /// Unique within its recipe; what is remembered is remembered under it.
    String name();

    /// For the reader.
    String title();

    /// Something to do. It is not done again once its result is on the disk; until then it may be, so doing it
    /// twice must come to the same.
    record Deed(String name, String title, Work work) implements Stage {}

    /// Time to let pass, from the moment the step is reached. No thread waits.
    record Pause(String name, String title, Duration length) implements Stage {}

    /// Does it. Runs on a thread that may block.
    @FunctionalInterface
    interface Work {
        /// Does it.
        ///
        /// @return what later steps can ask [Facts#result] for, written as JSON
        /// @throws com.matrixos.base.http.ProblemException with a status of 4xx when trying again is no use
        Object perform(Facts facts) throws Exception;
    }
}
