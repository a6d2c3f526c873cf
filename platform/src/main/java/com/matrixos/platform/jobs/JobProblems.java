package com.matrixos.platform.jobs;

import com.matrixos.base.http.Problem;

/// The problems that jobs answer with.
public final class JobProblems {
    private JobProblems() {}

    /// 503: too much is waiting to be done.
    public static Problem tooMany() {
        return Problem.of("too-many-jobs", 503, "Too much is waiting to be done", "try again in some minutes");
    }

    /// 503: it goes on, and longer than this call waits.
    public static Problem unfinished() {
        return Problem.of(
                "still-working",
                503,
                "This takes longer than usual",
                "it goes on by itself; look again in some seconds");
    }
}
