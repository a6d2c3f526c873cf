package com.matrixos.platform.problems;

import com.matrixos.base.http.Problem;

/// Every problem the platform answers with, one method for each type; `docs/errors/{type}.md` tells what to
/// do.
public final class Problems {
    private Problems() {}

    /// 400: the wanted handle breaks a rule.
    public static Problem badHandle(String rule) {
        return badRequest("handle", "handle " + rule);
    }

    /// 400: an input is missing or not valid.
    public static Problem badRequest(String field, String detail) {
        return new Problem("bad-request", 400, "The request is not valid", detail, field);
    }

    /// 401: the operator's credentials are missing or wrong. Does not say which.
    public static Problem unauthorized() {
        return Problem.of(
                "unauthorized",
                401,
                "The operator's credentials are needed",
                "send PLATFORM_SECRET as a bearer token, or without a secret ask 127.0.0.1 directly");
    }

    /// 404: there is nothing here, or nothing for who asks.
    public static Problem nothing() {
        return Problem.of("not-found", 404, "There is nothing here", "no such resource");
    }

    /// 403: the program's token was not made for this.
    public static Problem scopeMissing(String scope) {
        return Problem.of(
                "scope-missing", 403, "The token does not allow this", "this needs a token with the scope " + scope);
    }

    /// 403: a page of another site sent this through somebody's browser.
    public static Problem crossOrigin() {
        return Problem.of(
                "cross-origin", 403, "Not from another site", "a page of another origin must not change anything here");
    }

    /// 404: nobody has that handle.
    public static Problem nobodyOfThatHandle() {
        return new Problem("not-found", 404, "There is nothing here", "nobody here has that handle", "handle");
    }

    /// 429: somebody follows too many streams.
    public static Problem tooManyWatchers() {
        return Problem.of(
                "too-many-watchers",
                429,
                "Too many are watching",
                "close a page that shows the same, or try again later");
    }

    /// 429: the same is under way for this account already.
    public static Problem exportUnderWay() {
        return Problem.of(
                "too-many-requests", 429, "Too many requests", "your files are being packed already; wait for that");
    }

    /// 409: somebody has invited as many as can be.
    public static Problem tooManyPeople(int most) {
        return Problem.of(
                "too-many-people", 409, "Too many people", "a computer can be shared with " + most + " people");
    }

    /// 503: the proxy, which counts what is used, does not answer.
    public static Problem usageUnavailable() {
        return Problem.of(
                "usage-unavailable", 503, "Usage is not known now", "the proxy, which counts it, does not answer");
    }

    /// 404: no container has that handle. The text is the original's.
    public static Problem unknownContainer() {
        return Problem.of("unknown-container", 404, "There is no such container", "Not found");
    }

    /// 409: the handle is somebody else's, now or before.
    public static Problem handleTaken(String handle) {
        return new Problem(
                "handle-taken", 409, "The handle is taken", "Container already exists for handle: " + handle, "handle");
    }

    /// 409: a user has one container.
    public static Problem userHasContainer() {
        return new Problem(
                "user-has-container",
                409,
                "The user has a container already",
                "clerkUserId has a container under another handle",
                "clerkUserId");
    }

    /// 409: the engine has a container of that name that is not this installation's.
    public static Problem foreignContainer(String name) {
        return new Problem(
                "foreign-container",
                409,
                "The engine has a container of that name that is not ours",
                "a container named " + name + " exists and does not belong to this installation and user",
                "handle");
    }

    /// 503: the container engine does not answer, or refused.
    public static Problem engineUnavailable(String detail) {
        return Problem.of("engine-unavailable", 503, "The container engine cannot be used", detail);
    }

    /// 503: there is no image to make containers from.
    public static Problem imageMissing(String image) {
        return Problem.of(
                "image-missing",
                503,
                "The container image is missing",
                "image " + image + " is not there; build it with `./matrixos image` or `docker build -t " + image
                        + " -f Dockerfile .`");
    }

    /// 503: every port of a pool is in use.
    public static Problem portsExhausted(String pool) {
        return Problem.of(
                "ports-exhausted",
                503,
                "No port is free",
                "every " + pool + " port is in use; see PLATFORM_MAX_CONTAINERS");
    }

    /// 503: the container was made and did not come up.
    public static Problem startFailed(String detail) {
        return Problem.of("start-failed", 503, "The container did not start", detail);
    }
}
