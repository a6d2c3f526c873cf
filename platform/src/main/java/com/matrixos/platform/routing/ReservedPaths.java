package com.matrixos.platform.routing;

import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Session;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.access.WayBack;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Route;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the platform itself answers on a computer's host:
///
/// | path | who | what |
/// |---|---|---|
/// | `/.matrix/knock?to=…` | anybody | a cookie for this browser, then to the site, which knows who it is |
/// | `/.matrix/enter?ticket=…&to=…` | anybody with the link | trades the ticket for a session cookie, goes to `to` |
/// | `/.matrix/me` | who is let in | `{"handle","rights"}`: what they may do here |
/// | `/.matrix/done` | anybody | a page that closes itself, for signing in again beside an open desktop |
/// | `/.matrix/wake` | the owner | `{"state","step"}` of a wake under way, for the page that follows it |
/// | page.css, wake.js there | anybody | style and script of our pages |
final class ReservedPaths {
    private static final String ROOT = "/.matrix";
    private static final int MAX_TICKET = 128;

    private final Containers containers;
    private final Tickets tickets;
    private final Knock knock;
    private final Pages pages;
    private final Refusals refusals;

    ReservedPaths(Containers containers, Tickets tickets, Knock knock, Pages pages, Refusals refusals) {
        this.containers = containers;
        this.tickets = tickets;
        this.knock = knock;
        this.pages = pages;
        this.refusals = refusals;
    }

    private static final Page DONE = Page.of(
                    "awake",
                    "You are signed in again",
                    "Your desktop goes on where it was.",
                    "This page closes by itself; if it does not, close it.")
            .closing();

    static boolean covers(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    void answer(RequestHead head, String label, Optional<Session> session, Consumer<Verdict> decide) {
        // Only GET: link previews ask with HEAD, and must not use the ticket up.
        if (!head.method().equals("GET")) {
            decide.accept(refusals.notFound(head));
            return;
        }
        switch (head.path()) {
            case "/.matrix/enter" -> enter(head, label, decide);
            case "/.matrix/wake" ->
                decide.accept(session.map(one -> progress(one.handle())).orElseGet(() -> refusals.stranger(head)));
            case "/.matrix/me" ->
                decide.accept(session.map(ReservedPaths::visitor).orElseGet(() -> refusals.stranger(head)));
            case "/.matrix/knock" -> decide.accept(knock.answer(head, label, to(head)));
            case "/.matrix/done" -> decide.accept(pages.answer(200, DONE));
            case Pages.STYLE -> decide.accept(pages.style());
            case "/.matrix/wake.js" -> decide.accept(pages.script("wake.js"));
            case "/.matrix/done.js" -> decide.accept(pages.script("done.js"));
            default -> decide.accept(refusals.notFound(head));
        }
    }

    private void enter(RequestHead head, String label, Consumer<Verdict> decide) {
        Optional<Handle> handle = Handle.parse(label);
        Optional<String> ticket = parameter(head, "ticket").filter(text -> text.length() <= MAX_TICKET);
        if (handle.isEmpty() || ticket.isEmpty()) {
            decide.accept(refusals.deadLink(head, label));
            return;
        }
        OffLoop.decide(
                "enter-" + label,
                decide,
                () -> tickets.redeem(ticket.get(), handle.get(), SessionCookie.knock(head))
                        .map(begun -> welcome(head, begun))
                        .orElseGet(() -> refusals.deadLink(head, label)),
                () -> refusals.broken(head, label));
    }

    private static Verdict welcome(RequestHead head, Sessions.Begun begun) {
        return new Verdict.Respond(
                303,
                Map.of(
                        "location",
                        to(head),
                        "set-cookie",
                        SessionCookie.set(head, begun),
                        "cache-control",
                        "private, no-store",
                        "referrer-policy",
                        "no-referrer"),
                new byte[0]);
    }

    private Verdict progress(Handle handle) {
        String state = switch (containers.route(handle)) {
            case Route.Awake _ -> "awake";
            case Route.Waking _ -> "waking";
            case Route.Asleep _ -> "asleep";
            case Route.Failed _ -> "failed";
            case Route.Unknown _ -> "unknown";
        };
        return json(Map.of("state", state, "step", containers.wakeStep(handle)));
    }

    private static Verdict visitor(Session session) {
        return json(Map.of(
                "handle", session.handle().text(), "rights", session.rights().text()));
    }

    private static Verdict json(Map<String, String> members) {
        return new Verdict.Respond(
                200,
                Map.of("content-type", "application/json", "cache-control", "private, no-store"),
                Json.write(members));
    }

    private static String to(RequestHead head) {
        return WayBack.of(parameter(head, "to")
                .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
                .orElse("/"));
    }

    /// A parameter as it stands in the query: a ticket is URL-safe by construction, so there is nothing to decode.
    private static Optional<String> parameter(RequestHead head, String name) {
        String query =
                head.uri().substring(Math.min(head.uri().length(), head.path().length() + 1));
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
