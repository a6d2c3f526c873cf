package com.matrixos.platform.control;

import com.matrixos.api.Health;
import com.matrixos.api.Ok;
import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The container API, path for path as the original's clients know it.
public final class ControlRoutes {
    /// The answer of `GET /containers/check-handle/{handle}`.
    private record Existence(boolean exists, String status) {}

    private final Containers containers;
    private final Tickets tickets;

    private ControlRoutes(Containers containers, Tickets tickets) {
        this.containers = containers;
        this.tickets = tickets;
    }

    /// The routes, to be served behind [com.matrixos.platform.access.OperatorAccess].
    public static Routes of(Containers containers, Tickets tickets) {
        return new ControlRoutes(containers, tickets).routes();
    }

    private Routes routes() {
        return new Routes()
                .get("/health", _ -> Answer.json(200, Health.OK))
                .get("/containers", this::list)
                .post("/containers/provision", SameOrigin.only(this::provision))
                .get("/containers/check-handle/{handle}", this::check)
                .get("/containers/{handle}", call -> Answer.json(200, record(call)))
                .delete("/containers/{handle}", command(containers::destroy))
                .post("/containers/{handle}/start", command(containers::start))
                .post("/containers/{handle}/stop", command(containers::stop))
                .post("/containers/{handle}/ticket", SameOrigin.only(this::ticket));
    }

    /// An unknown status is nobody's, as it was with the original: the list is empty.
    private Answer list(Call call) {
        return Answer.json(200, containers.list(call.query("status")));
    }

    private Answer provision(Call call) throws Exception {
        ProvisionRequest request = call.json(ProvisionRequest.class);
        Handle handle = Handle.of(required("handle", request.handle()));
        String userId = required("clerkUserId", request.clerkUserId());
        return Answer.json(201, containers.provision(handle, userId));
    }

    private Answer check(Call call) {
        return Answer.json(200, new Existence(true, record(call).status()));
    }

    private Answer ticket(Call call) {
        return Answer.json(200, tickets.issue(known(call)));
    }

    private Endpoint command(Consumer<Handle> command) {
        return SameOrigin.only(call -> {
            command.accept(known(call));
            return Answer.json(200, Ok.OK);
        });
    }

    private ContainerRecord record(Call call) {
        return containers
                .find(known(call))
                .orElseThrow(() -> Problems.unknownContainer().exception());
    }

    private static Handle known(Call call) {
        return Handle.parse(call.parameter("handle"))
                .orElseThrow(() -> Problems.unknownContainer().exception());
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problems.badRequest(field, field + " is required").exception();
        }
        return value;
    }
}
