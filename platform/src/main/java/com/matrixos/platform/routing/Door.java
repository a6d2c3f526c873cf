package com.matrixos.platform.routing;

import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Session;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Route;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Meter;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The way into one person's computer. In this order, because each step would leak or cost something
/// before the last:
///
/// 1. what lies under `/.matrix/` is ours and never reaches the computer;
/// 2. a session of this very handle, else the same way to the sign-in whether or not there is such a
///    computer, and nobody is woken;
/// 3. awake: relayed. Asleep: woken first.
final class Door {
    private static final Set<String> GATEWAY_ROOTS = Set.of("api", "ws", "files", "apps", "modules", "health");
    private static final HeadEdits EDITS = SessionCookie.strip(HeadEdits.NONE);

    private final Containers containers;
    private final Sessions sessions;
    private final ReservedPaths reserved;
    private final Knock knock;
    private final Waker waker;
    private final Refusals refusals;

    Door(
            Containers containers,
            Sessions sessions,
            ReservedPaths reserved,
            Knock knock,
            Waker waker,
            Refusals refusals) {
        this.containers = containers;
        this.sessions = sessions;
        this.reserved = reserved;
        this.knock = knock;
        this.waker = waker;
        this.refusals = refusals;
    }

    void route(RequestHead head, String label, Consumer<Verdict> decide) {
        Optional<Session> session = session(head, label);
        if (ReservedPaths.covers(head.path())) {
            reserved.answer(head, label, session, decide);
        } else if (session.isEmpty()) {
            decide.accept(Refusals.wantsPage(head) ? knock.answer(head, label, head.uri()) : refusals.stranger(head));
        } else if (session.get().rights() == Rights.VIEWER && changes(head)) {
            decide.accept(refusals.onlyLooking(head));
        } else {
            enter(head, session.get(), decide);
        }
    }

    private Optional<Session> session(RequestHead head, String label) {
        return Handle.parse(label)
                .flatMap(handle -> SessionCookie.of(head).flatMap(token -> sessions.admits(handle, token)));
    }

    /// Whether it could change something. A terminal does, and every WebSocket of a computer may.
    private static boolean changes(RequestHead head) {
        return head.upgrade() || !(head.method().equals("GET") || head.method().equals("HEAD"));
    }

    /// The computer did not take the request. When nothing of it has been sent, its row may be out of
    /// date: somebody stopped it by hand, or it crashed. Then it is woken like any sleeper and the
    /// request goes to it again.
    void failed(RequestHead head, String label, RelayFailure failure, Consumer<Verdict> decide) {
        Optional<Session> session = session(head, label);
        if (!failure.retryable() || session.isEmpty()) {
            decide.accept(refusals.unreachable(head, label, failure));
            return;
        }
        OffLoop.decide(
                "mend-" + label,
                decide,
                () -> mended(head, session.get(), failure),
                () -> refusals.broken(head, label));
    }

    private Verdict mended(RequestHead head, Session session, RelayFailure failure) {
        Handle handle = session.handle();
        return switch (containers.unreachable(handle)) {
            case Route.Awake _ -> refusals.unreachable(head, handle.text(), failure);
            case Route.Unknown _ -> refusals.gone(head, handle.text());
            case Route.Asleep _, Route.Waking _, Route.Failed _ ->
                waker.awake(head, handle, (gateway, shell) -> forward(head, session, gateway, shell));
        };
    }

    private void enter(RequestHead head, Session session, Consumer<Verdict> decide) {
        Handle handle = session.handle();
        switch (containers.route(handle)) {
            case Route.Awake(int gatewayPort, int shellPort) ->
                decide.accept(forward(head, session, gatewayPort, shellPort));
            case Route.Asleep _, Route.Waking _, Route.Failed _ ->
                waker.wake(head, handle, (gateway, shell) -> forward(head, session, gateway, shell), decide);
            case Route.Unknown _ -> decide.accept(refusals.gone(head, handle.text()));
        }
    }

    /// A wake may have taken a while; who was let in before it need not be any more.
    private Verdict forward(RequestHead head, Session session, int gatewayPort, int shellPort) {
        int port = GATEWAY_ROOTS.contains(firstSegment(head.path())) ? gatewayPort : shellPort;
        var upstream = new Upstream.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Meter meter =
                sessions.connections().meter(session.id(), containers.activity().meter(session.handle()));
        return new Verdict.Forward(upstream, EDITS, true, meter);
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    }
}
