package com.matrixos.platform.routing;

import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Route;
import com.matrixos.relay.HeadEdits;
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
/// 2. a session of this very handle, else the same refusal whether or not there is such a computer, and
///    nobody is woken;
/// 3. awake: relayed. Asleep: woken first.
final class Door {
    private static final Set<String> GATEWAY_ROOTS = Set.of("api", "ws", "files", "apps", "modules", "health");
    private static final HeadEdits EDITS = SessionCookie.strip(HeadEdits.NONE);

    private final Containers containers;
    private final Sessions sessions;
    private final ReservedPaths reserved;
    private final Waker waker;
    private final Refusals refusals;

    Door(Containers containers, Sessions sessions, ReservedPaths reserved, Waker waker, Refusals refusals) {
        this.containers = containers;
        this.sessions = sessions;
        this.reserved = reserved;
        this.waker = waker;
        this.refusals = refusals;
    }

    void route(RequestHead head, String label, Consumer<Verdict> decide) {
        Optional<Handle> handle = Handle.parse(label);
        boolean admitted = handle.isPresent()
                && SessionCookie.of(head)
                        .filter(token -> sessions.admits(handle.get(), token))
                        .isPresent();
        if (ReservedPaths.covers(head.path())) {
            reserved.answer(head, label, admitted, decide);
        } else if (!admitted) {
            decide.accept(refusals.stranger(head, label));
        } else {
            enter(head, handle.get(), containers.route(handle.get()), decide);
        }
    }

    /// The computer did not take the request. When nothing of it has been sent, its row may be out of
    /// date: somebody stopped it by hand, or it crashed. Then it is woken like any sleeper and the
    /// request goes to it again.
    void failed(RequestHead head, String label, RelayFailure failure, Consumer<Verdict> decide) {
        Optional<Handle> handle = Handle.parse(label);
        if (!failure.retryable() || handle.isEmpty()) {
            decide.accept(refusals.unreachable(head, label, failure));
            return;
        }
        OffLoop.decide(
                "mend-" + label, decide, () -> mended(head, handle.get(), failure), () -> refusals.broken(head, label));
    }

    private Verdict mended(RequestHead head, Handle handle, RelayFailure failure) {
        return switch (containers.unreachable(handle)) {
            case Route.Awake _ -> refusals.unreachable(head, handle.text(), failure);
            case Route.Unknown _ -> refusals.gone(head, handle.text());
            case Route.Asleep _, Route.Waking _, Route.Failed _ ->
                waker.awake(head, handle, (gateway, shell) -> forward(head, handle, gateway, shell));
        };
    }

    private void enter(RequestHead head, Handle handle, Route route, Consumer<Verdict> decide) {
        switch (route) {
            case Route.Awake(int gatewayPort, int shellPort) ->
                decide.accept(forward(head, handle, gatewayPort, shellPort));
            case Route.Asleep _, Route.Waking _, Route.Failed _ ->
                waker.wake(head, handle, (gateway, shell) -> forward(head, handle, gateway, shell), decide);
            case Route.Unknown _ -> decide.accept(refusals.gone(head, handle.text()));
        }
    }

    private Verdict forward(RequestHead head, Handle handle, int gatewayPort, int shellPort) {
        int port = GATEWAY_ROOTS.contains(firstSegment(head.path())) ? gatewayPort : shellPort;
        var upstream = new Upstream.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Verdict.Forward(upstream, EDITS, true, containers.activity().meter(handle));
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    }
}
