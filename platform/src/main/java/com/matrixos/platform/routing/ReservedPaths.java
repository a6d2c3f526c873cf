package com.matrixos.platform.routing;

import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Session;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Route;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the platform itself answers on a computer's host:
///
/// | path | who | what |
/// |---|---|---|
/// | `/.matrix/enter?ticket=…` | anybody with the link | trades the ticket for a session cookie, goes to `/` |
/// | `/.matrix/wake` | the owner | `{"state","step"}` of a wake under way, for the page that follows it |
/// | page.css, wake.js there | anybody | style and script of our pages |
final class ReservedPaths {
    private static final String ROOT = "/.matrix";
    private static final String TICKET = "ticket=";
    private static final int MAX_TICKET = 128;

    private final Containers containers;
    private final Tickets tickets;
    private final Pages pages;
    private final Refusals refusals;

    ReservedPaths(Containers containers, Tickets tickets, Pages pages, Refusals refusals) {
        this.containers = containers;
        this.tickets = tickets;
        this.pages = pages;
        this.refusals = refusals;
    }

    static boolean covers(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    void answer(RequestHead head, String label, boolean admitted, Consumer<Verdict> decide) {
        // Only GET: link previews ask with HEAD, and must not use the ticket up.
        if (!head.method().equals("GET")) {
            decide.accept(refusals.notFound(head));
            return;
        }
        switch (head.path()) {
            case "/.matrix/enter" -> enter(head, label, decide);
            case "/.matrix/wake" ->
                decide.accept(admitted ? progress(new Handle(label)) : refusals.stranger(head, label));
            case Pages.STYLE -> decide.accept(pages.style());
            case "/.matrix/wake.js" -> decide.accept(pages.script());
            default -> decide.accept(refusals.notFound(head));
        }
    }

    private void enter(RequestHead head, String label, Consumer<Verdict> decide) {
        Optional<Handle> handle = Handle.parse(label);
        Optional<String> ticket = ticket(head);
        if (handle.isEmpty() || ticket.isEmpty()) {
            decide.accept(refusals.deadLink(head, label));
            return;
        }
        OffLoop.decide(
                "enter-" + label,
                decide,
                () -> tickets.redeem(ticket.get(), handle.get())
                        .map(session -> welcome(head, session))
                        .orElseGet(() -> refusals.deadLink(head, label)),
                () -> refusals.broken(head, label));
    }

    private static Verdict welcome(RequestHead head, Session session) {
        return new Verdict.Respond(
                303,
                Map.of(
                        "location", "/",
                        "set-cookie", SessionCookie.set(head, session),
                        "cache-control", "private, no-store",
                        "referrer-policy", "no-referrer"),
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
        return new Verdict.Respond(
                200,
                Map.of("content-type", "application/json", "cache-control", "private, no-store"),
                Json.write(Map.of("state", state, "step", containers.wakeStep(handle))));
    }

    /// The ticket is URL-safe by construction, so it is taken as it stands: nothing to decode.
    private static Optional<String> ticket(RequestHead head) {
        String query =
                head.uri().substring(Math.min(head.uri().length(), head.path().length() + 1));
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(TICKET) && pair.length() <= MAX_TICKET) {
                return Optional.of(pair.substring(TICKET.length()));
            }
        }
        return Optional.empty();
    }
}
