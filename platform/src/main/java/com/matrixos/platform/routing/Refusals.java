package com.matrixos.platform.routing;

import com.matrixos.base.http.Problem;
import com.matrixos.base.json.Json;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/// Every way of saying no on a computer's host: a page to a browser, problem+json to everybody else. What
/// it is, who may come in, and whether it exists look the same to a stranger.
final class Refusals {
    private final Pages pages;
    private final boolean local;

    /// @param local whether the visitor sits at the machine or next to it, and may be told about its
    /// command line
    Refusals(Pages pages, boolean local) {
        this.pages = pages;
        this.local = local;
    }

    /// Whether the sender is somebody looking at a page, so that a page is what they should get.
    static boolean wantsPage(RequestHead head) {
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        return reads && !head.upgrade() && head.header("accept").orElse("").contains("text/html");
    }

    /// No session for this host, and no page to send to the sign-in; whether there is a computer behind it is not
    /// said.
    Verdict stranger(RequestHead head) {
        return document(Problem.of(
                "unauthorized", 401, "Sign in first", "this computer needs a session; open it in a browser"));
    }

    /// A guest who may look wants to change something.
    Verdict onlyLooking(RequestHead head) {
        return say(
                head,
                Problem.of("view-only", 403, "You can only look here", "the owner let you look, not change anything"),
                Page.of(
                        "trouble",
                        "You can only look here",
                        "The owner of this computer has let you look, not change anything.",
                        "Nothing has changed. Ask them to invite you as an editor."));
    }

    /// A link that was used, is too old, or never was one.
    Verdict deadLink(RequestHead head, String label) {
        return say(
                head,
                Problem.of(
                        "ticket-invalid",
                        401,
                        "The link no longer works",
                        "the ticket was used, has expired or is wrong"),
                Page.of(
                                "trouble",
                                "This link no longer works",
                                "A link opens a computer once, and only within a minute of being made.",
                                "Nothing is lost. Sign in to open it again." + command(label))
                        .open("/.matrix/knock", "Sign in"));
    }

    /// The session is good but the computer is gone.
    Verdict gone(RequestHead head, String label) {
        return say(
                head,
                Problem.of("unknown-container", 404, "There is no such computer", "no container for this host"),
                Page.of(
                        "trouble",
                        label + " is not here any more",
                        "This computer was removed from the host.",
                        "Its files are kept until the person who runs this host deletes them."));
    }

    /// It is being woken, and that takes longer than a moment.
    Verdict waking(RequestHead head, String label, String step) {
        return say(
                head,
                Problem.of("waking", 503, "The computer is waking up", step),
                Page.of("waking", "Waking " + label, "Your computer was asleep. Everything is where you left it.", step)
                        .following());
    }

    /// It cannot be woken.
    Verdict asleep(RequestHead head, String label, Problem problem) {
        return say(
                head,
                problem,
                Page.of(
                                "trouble",
                                label + " could not wake up",
                                "The host could not start it: " + problem.detail() + ".",
                                "Your files are safe. Try again in a moment, or tell the person who runs this host.")
                        .retry("Try again"));
    }

    /// It is awake but does not answer as it should.
    Verdict unreachable(RequestHead head, String label, RelayFailure failure) {
        return say(
                head,
                Problem.of(
                        "upstream-" + failure.status(),
                        failure.status(),
                        "The computer does not answer",
                        words(failure)),
                Page.of(
                                "trouble",
                                label + " does not answer",
                                "The computer is awake, but " + words(failure) + ".",
                                "Your files are safe. It often helps to try again.")
                        .retry("Try again"));
    }

    /// Our own fault; the log knows more.
    Verdict broken(RequestHead head, String label) {
        return say(
                head,
                Problem.of("internal", 500, "Something went wrong on our side", "internal error"),
                Page.of(
                                "trouble",
                                "Something went wrong on our side",
                                "The host could not work out how to open " + label + ".",
                                "Your files are safe. The person who runs this host finds the reason in the log.")
                        .retry("Try again"));
    }

    /// A host that is none of ours.
    Verdict elsewhere(RequestHead head) {
        return say(
                head,
                Problem.of("unknown-host", 404, "There is nothing at this address", "this host is not served here"),
                Page.of(
                        "trouble",
                        "Nothing lives here",
                        "This address is not one of this host's.",
                        "Check how it is spelled."));
    }

    /// Something under `/.matrix/` that is not there, or not with this method.
    Verdict notFound(RequestHead head) {
        return say(
                head,
                Problem.of("not-found", 404, "There is nothing here", "no such resource"),
                Page.of("trouble", "There is nothing here", "This address leads nowhere.", "Check how it is spelled."));
    }

    private String command(String label) {
        return local ? " On the host itself, ./matrixos open " + label + " prints it." : "";
    }

    private Verdict say(RequestHead head, Problem problem, Page page) {
        Verdict.Respond answer = wantsPage(head) ? pages.answer(problem.status(), page) : document(problem);
        return problem.status() == 503 ? with(answer, "retry-after", "1") : answer;
    }

    private static Verdict.Respond document(Problem problem) {
        return new Verdict.Respond(
                problem.status(),
                Map.of("content-type", Problem.MEDIA_TYPE, "cache-control", "private, no-store"),
                Json.write(problem.body()));
    }

    private static Verdict.Respond with(Verdict.Respond answer, String name, String value) {
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put(name, value);
        return new Verdict.Respond(answer.status(), headers, answer.body());
    }

    private static String words(RelayFailure failure) {
        return switch (failure) {
            case REFUSED -> "nothing in it listens yet";
            case CONNECT_TIMEOUT -> "it cannot be reached";
            case RESPONSE_TIMEOUT -> "it took too long to answer";
            case DISCONNECTED -> "it hung up before answering";
            case BAD_RESPONSE -> "its answer was not understood";
        };
    }
}
