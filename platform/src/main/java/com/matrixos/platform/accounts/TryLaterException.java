package com.matrixos.platform.accounts;

import com.matrixos.base.http.Problem;
import java.time.Duration;

/// Refuses something for some time. Beside the problem it says for how long, which an answer has in a header.
public final class TryLaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration wait;

    TryLaterException(Problem problem, Duration wait) {
        super(problem.detail());
        this.problem = problem;
        this.wait = wait;
    }

    /// What the client is told.
    public Problem problem() {
        return problem;
    }

    /// For how long, in whole seconds, at least one.
    public long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
