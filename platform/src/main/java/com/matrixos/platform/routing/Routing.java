package com.matrixos.platform.routing;

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
    /// @param domain the domain whose first label names a computer
    /// @param control where the control plane listens
    public static Router create(
            String domain, Upstream control, Containers containers, Tickets tickets, Sessions sessions) {
        var pages = new Pages();
        var refusals = new Refusals(pages, domain.equals("localhost"));
        var reserved = new ReservedPaths(containers, tickets, pages, refusals);
        var waker = new Waker(containers, refusals);
        var door = new Door(containers, sessions, reserved, waker, refusals);
        return new Gate(new HostGrammar(domain), control, door, pages, refusals);
    }
}
