package com.matrixos.platform.jobs.computers;

import com.matrixos.base.http.Problem;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.WakeOutcome;
import com.matrixos.platform.jobs.JobProblems;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;

/// Whether a computer can be used: it runs, and it says so itself when it is asked now.
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final Computers computers;

    Readiness(Computers computers) {
        this.computers = computers;
    }

    /// Waits until it is so, waking the computer if need be.
    ///
    /// @throws com.matrixos.base.http.ProblemException when it is not, with the reason
    Ready require(Handle handle) {
        return switch (computers.awaitAwake(handle, PATIENCE)) {
            case WakeOutcome.Ready _ -> answering(handle);
            case WakeOutcome.StillWaking _ -> throw JobProblems.unfinished().exception();
            case WakeOutcome.CannotWake(Problem problem) -> throw problem.exception();
        };
    }

    private Ready answering(Handle handle) {
        if (!computers.answers(handle)) {
            throw Problems.startFailed("the container runs and does not answer").exception();
        }
        return new Ready(handle.text(), "running", true);
    }
}
