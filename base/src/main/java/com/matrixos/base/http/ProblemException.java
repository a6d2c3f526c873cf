package com.matrixos.base.http;

/// Ends a request with a [Problem]. Thrown by endpoints and by what they call; the server turns it into
/// the answer.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /// An exception without a cause; see [#ProblemException(Problem, Throwable)] for one that is logged
    /// with it.
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /// The cause is for the log only; the client never sees it.
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /// What the client is told.
    public Problem problem() {
        return problem;
    }
}
