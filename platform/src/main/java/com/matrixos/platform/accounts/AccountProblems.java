package com.matrixos.platform.accounts;

import com.matrixos.base.http.Problem;

/// Every problem with accounts and signing in, one method for each; `docs/errors/{type}.md` tells what to do.
public final class AccountProblems {
    private AccountProblems() {}

    /// 401: one text for every reason, so that it does not tell whether there is such an account.
    public static Problem signInFailed() {
        return Problem.of(
                "sign-in-failed", 401, "Signing in did not work", "the name or the password is wrong, or both are");
    }

    /// 401: the password is right, and a code is needed as well.
    public static Problem secondFactor() {
        return new Problem(
                "second-factor",
                401,
                "A code is needed",
                "enter the present code of your app, or a recovery code that you have not used",
                "code");
    }

    /// 429: too many failures under this name or from this address.
    public static Problem tooManyAttempts() {
        return Problem.of(
                "too-many-attempts", 429, "Too many attempts", "wait for as long as the header retry-after says");
    }

    /// 503: more people sign in at this moment than the host has memory for.
    public static Problem busy() {
        return Problem.of("busy", 503, "Too busy", "too many people are signing in at this moment; try again");
    }

    /// 403: told only to who has proved that the account is theirs.
    public static Problem suspended() {
        return Problem.of(
                "account-suspended", 403, "The account is suspended", "an admin of this host has suspended it");
    }

    /// 403: this host takes nobody new.
    public static Problem signUpClosed() {
        return Problem.of(
                "signup-closed", 403, "Nobody can sign up here", "an admin of this host makes accounts; ask one");
    }

    /// 403: not the code that makes the first admin.
    public static Problem setupCodeWrong() {
        return new Problem(
                "setup-code-wrong",
                403,
                "The setup code is wrong",
                "it works once, until somebody is admin, and only the newest one",
                "code");
    }

    /// 409: the handle is somebody's.
    public static Problem handleTaken(String detail) {
        return new Problem("handle-taken", 409, "The handle is taken", detail, "handle");
    }

    /// 409: the code that makes the first admin is of no use any more.
    public static Problem hasAdmin() {
        return Problem.of("has-admin", 409, "There is an admin already", "ask them to make you one");
    }

    /// 410: used, too old, replaced, or never made.
    public static Problem linkDead() {
        return Problem.of("link-dead", 410, "The link does not work any more", "ask for a new one");
    }

    /// 403: asked of somebody who is signed in, to be sure.
    public static Problem passwordWrong() {
        return new Problem("password-wrong", 403, "The password is wrong", "enter your present password", "password");
    }

    /// 403: an account without a password shows by a new session that it is its owner who asks.
    public static Problem signInAgain() {
        return Problem.of(
                "sign-in-again", 403, "Sign in again", "this needs a session that is not older than five minutes");
    }

    /// 403: the code that shall confirm the app is not one it would show now.
    public static Problem codeWrong() {
        return new Problem("code-wrong", 403, "The code is wrong", "enter the code that the app shows now", "code");
    }

    /// 409: recovery codes stand in for an app, and there is none.
    public static Problem noSecondFactor() {
        return Problem.of("no-second-factor", 409, "There is no second factor", "set up an app for codes first");
    }

    /// 409: one account has so many passkeys at the most.
    public static Problem tooManyPasskeys(int most) {
        return Problem.of(
                "too-many-passkeys",
                409,
                "There are too many passkeys",
                "an account has " + most + " at the most; remove one first");
    }

    /// 409: nobody would be left who may steer the host.
    public static Problem lastAdmin() {
        return Problem.of(
                "last-admin", 409, "This is the last admin", "make somebody else admin first, then try again");
    }

    /// 409: the account is being deleted.
    public static Problem leaving(String detail) {
        return Problem.of("account-leaving", 409, "The account is being deleted", detail);
    }

    /// 412: somebody else has changed it meanwhile.
    public static Problem preconditionFailed() {
        return Problem.of(
                "precondition-failed",
                412,
                "It has changed meanwhile",
                "read it again, then send If-Match with its new ETag");
    }

    /// 401: the passkey is not known here, or what it signed is not what was asked of it.
    public static Problem passkeyFailed() {
        return Problem.of("passkey-failed", 401, "The passkey did not work", "try again, or sign in by other means");
    }
}
