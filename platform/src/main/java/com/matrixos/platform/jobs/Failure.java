package com.matrixos.platform.jobs;

import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import java.util.Optional;

/// Why a step did not end well.
///
/// @param lasting whether trying again is no use
/// @param name what kind of failure: a problem's type, or `internal`
/// @param message for the reader; what was not written for one is not in it
/// @param problem the problem, when it is one
public record Failure(boolean lasting, String name, String message, Optional<Problem> problem) {
    private static final int TOO_MANY = 429;

    /// Tells a refusal, which is for good, from a mishap.
    public static Failure of(Throwable thrown) {
        return thrown instanceof ProblemException refused
                ? of(refused.problem())
                : new Failure(false, "internal", "internal error; the platform's log says which", Optional.empty());
    }

    private static Failure of(Problem problem) {
        boolean lasting = problem.status() < 500 && problem.status() != TOO_MANY;
        return new Failure(lasting, problem.type(), problem.detail(), Optional.of(problem));
    }
}
