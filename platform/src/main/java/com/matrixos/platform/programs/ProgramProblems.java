package com.matrixos.platform.programs;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Problem;

/// What is answered to programs and those who make tokens for them. The four of the device flow are RFC
/// 8628's (§3.5)
/// in our form.
final class ProgramProblems {
    private ProgramProblems() {}

    /// 409: the account has as many tokens as it may have.
    static Problem tooManyTokens(int most) {
        return Problem.of(
                "too-many-tokens",
                409,
                "There are too many tokens",
                "an account has at most " + most + "; end some first");
    }

    /// 429: too many at once, or too many guesses.
    static Answer tooMany(long seconds) {
        return Answer.problem(Problem.of(
                        "too-many-requests",
                        429,
                        "Too many requests",
                        "try again in " + seconds + " s; see retry-after"))
                .with("retry-after", Long.toString(seconds));
    }

    /// 400: nobody has decided yet.
    static Problem pending() {
        return Problem.of(
                "authorization-pending", 400, "Nobody has decided yet", "ask again after the interval that was given");
    }

    /// 400: asked again too soon.
    static Problem slowDown(long seconds) {
        return Problem.of("slow-down", 400, "Too soon", "wait " + seconds + " s between two calls from now on");
    }

    /// 400: somebody has said no.
    static Problem denied() {
        return Problem.of("access-denied", 400, "It was refused", "somebody refused this device on the site");
    }

    /// 400: the code has run out, was used, or never was.
    static Problem expired() {
        return Problem.of("expired-token", 400, "The code is dead", "begin again for a new code");
    }
}
