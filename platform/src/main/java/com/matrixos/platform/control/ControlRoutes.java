package com.matrixos.platform.control;

import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.Containers;

/// The container API, path for path as the original's clients know it.
public final class ControlRoutes {
    private ControlRoutes() {}

    /// The routes, to be served behind [com.matrixos.platform.access.OperatorAccess].
    public static Routes of(Containers containers, Tickets tickets) {
        return new Routes().get("/health", _ -> com.matrixos.base.http.Answer.json(200, com.matrixos.api.Health.OK));
    }
}
