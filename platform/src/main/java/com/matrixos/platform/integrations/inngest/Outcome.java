package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.jobs.Failure;
import com.matrixos.platform.jobs.Stage;
import java.time.Duration;
import java.time.Instant;

/// What came of a request to run a function.
sealed interface Outcome {
    /// When a step was run.
    record Timing(Instant startedAt, Duration length) {}

    /// Every step is done; this is what the function gives.
    record Resolved(JsonNode data) implements Outcome {}

    /// The function is not to go on: a step failed for good before, or the event is not its own.
    ///
    /// @param stack as Inngest sent it; none of ours
    record Rejected(String name, String message, String stack) implements Outcome {}

    /// This step is next, and was not to be run yet.
    record Planned(Stage.Deed deed) implements Outcome {}

    /// Time is to pass.
    record Sleeping(Stage.Pause pause) implements Outcome {}

    /// The step was run.
    record Ran(Stage.Deed deed, JsonNode data, Timing timing) implements Outcome {}

    /// The step was run and failed.
    ///
    /// @param last whether it is not to be tried again
    record Broken(Stage.Deed deed, Failure failure, boolean last, Timing timing) implements Outcome {}

    /// The step that was asked for is not the next one.
    record Elsewhere(String wanted, Stage next) implements Outcome {}
}
