package com.matrixos.platform.integrations;

import com.matrixos.base.http.Problem;

/// The problems that the integrations answer with; `docs/errors/{type}.md` tells what to do.
public final class IntegrationProblems {
    private IntegrationProblems() {}

    /// 401: a provider's proof does not hold. Does not say why; the log does.
    public static Problem identityRefused() {
        return Problem.of(
                "identity-refused",
                401,
                "The provider's proof of who you are was not accepted",
                "sign in once more; the platform's log says why");
    }

    /// 403: the account is closed for the time being.
    public static Problem suspended() {
        return Problem.of(
                "account-suspended", 403, "The account is suspended", "an admin of this host has closed the account");
    }

    /// 409: they are who they say, and have no account yet: a handle has to be chosen.
    public static Problem handleNeeded() {
        return new Problem(
                "handle-needed",
                409,
                "Choose a handle",
                "there is no account yet; choose the name of your computer",
                "handle");
    }

    /// 410: the provider has deleted them.
    public static Problem gone() {
        return Problem.of(
                "identity-gone", 410, "The provider has deleted this person", "this identity cannot be used any more");
    }

    /// 410: it was begun too long ago, in another browser, or used before.
    public static Problem expired() {
        return Problem.of(
                "sign-in-expired",
                410,
                "This sign-in has run out",
                "it was begun more than ten minutes ago, in another browser, or is done; begin again");
    }

    /// 503: the provider does not answer, or not in a way that can be understood.
    public static Problem providerUnavailable() {
        return Problem.of(
                "provider-unavailable",
                503,
                "The sign-in provider does not answer",
                "try again in a moment; the platform's log says what it did");
    }

    /// 401: a webhook's signature does not hold. Does not say why; the log does.
    public static Problem signatureRefused() {
        return Problem.of(
                "signature-refused",
                401,
                "The signature was not accepted",
                "the request is not signed by its sender's key");
    }
}
