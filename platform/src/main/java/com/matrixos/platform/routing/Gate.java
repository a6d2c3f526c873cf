package com.matrixos.platform.routing;

import com.matrixos.platform.access.Guard;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Meter;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Router;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.util.function.Consumer;

/// The router of the platform's relay: which of the two worlds behind :9000 a request is for.
///
/// The control plane is one more upstream, on a Unix socket only this process's user can enter. So it
/// hears nothing that did not pass here, and may believe the one header this class sets: that a request
/// came straight from this machine.
final class Gate implements Router {
    private static final HeadEdits FROM_AFAR = HeadEdits.NONE.remove(Guard.DIRECT);
    private static final HeadEdits DIRECT = HeadEdits.NONE.set(Guard.DIRECT, "1");

    private final HostGrammar hosts;
    private final Upstream control;
    private final Door door;
    private final Refusals refusals;

    /// @param hosts reads the installation's host names
    /// @param control where the control plane listens
    /// @param door the way to the computers
    Gate(HostGrammar hosts, Upstream control, Door door, Refusals refusals) {
        this.hosts = hosts;
        this.control = control;
        this.door = door;
        this.refusals = refusals;
    }

    @Override
    public void route(RequestHead head, Consumer<Verdict> decide) {
        switch (hosts.read(head.host())) {
            case Destination.Control _ -> decide.accept(toControl(head));
            case Destination.Computer(String label) -> door.route(head, label, decide);
            case Destination.Elsewhere _ -> decide.accept(refusals.elsewhere(head));
        }
    }

    @Override
    public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
        switch (hosts.read(head.host())) {
            case Destination.Computer(String label) -> door.failed(head, label, failure, decide);
            case Destination.Control _ -> decide.accept(refusals.unreachable(head, "The control plane", failure));
            case Destination.Elsewhere _ -> decide.accept(refusals.elsewhere(head));
        }
    }

    private Verdict toControl(RequestHead head) {
        return new Verdict.Forward(control, direct(head) ? DIRECT : FROM_AFAR, true, Meter.NONE);
    }

    /// A tunnel's daemon connects from loopback too, so the peer's address alone proves nothing: it is
    /// the absence of every forwarding header together with a host that only works at the machine which a
    /// tunnel cannot produce.
    private static boolean direct(RequestHead head) {
        return head.peer().getAddress().isLoopbackAddress() && HostGrammar.loopback(head.host()) && !head.forwarded();
    }
}
