package com.matrixos.platform.http;

import com.matrixos.base.http.Problem;

/// What the filters answer in an endpoint's place.
final class HttpProblems {
    private HttpProblems() {}

    /// 429: more calls than the limit allows.
    static Problem tooManyRequests(long seconds) {
        return Problem.of(
                "too-many-requests", 429, "Too many requests", "try again in " + seconds + " s; see retry-after");
    }

    /// 412: the resource is not as the client last saw it.
    static Problem preconditionFailed(String detail) {
        return new Problem(
                "precondition-failed", 412, "It has changed in the meantime, and nothing was done", detail, "If-Match");
    }

    /// 409: the first request with this key is still being answered.
    static Problem inProgress() {
        return new Problem(
                "idempotency-in-progress",
                409,
                "The first request with this key is under way",
                "send it again in a moment; see retry-after",
                "Idempotency-Key");
    }

    /// 422: the key was used for something else.
    static Problem keyReused() {
        return new Problem(
                "idempotency-key-reused",
                422,
                "The key belongs to another request",
                "this key came before with another body or query; make a new key for a new request",
                "Idempotency-Key");
    }

    /// 409: it was carried out, or may have been, and what was answered is not kept.
    static Problem notReplayable(String detail) {
        return new Problem(
                "idempotency-not-replayable",
                409,
                "The answer to the first request is not kept",
                detail,
                "Idempotency-Key");
    }
}
