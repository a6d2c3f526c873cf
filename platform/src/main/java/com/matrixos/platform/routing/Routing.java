package com.matrixos.platform.routing;

import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.Containers;
import com.matrixos.relay.Router;
import com.matrixos.relay.Upstream;

/// Puts the package together.
public final class Routing {
    private Routing() {}

    /// The router of an installation.
    ///
    /// @param address where browsers find the host
    /// @param control where the control plane listens
    public static Router create(
            PublicAddress address, Upstream control, Containers containers, Tickets tickets, Sessions sessions) {
        var pages = new Pages();
        var refusals = new Refusals(pages, address.domain().equals("localhost"));
        var knock = new Knock(address);
        var reserved = new ReservedPaths(containers, tickets, knock, pages, refusals);
        var waker = new Waker(containers, refusals);
        var door = new Door(containers, sessions, reserved, knock, waker, refusals);
        return new Gate(new HostGrammar(address.domain()), control, door, refusals);
    }
}
