package com.matrixos.platform.control;

import com.matrixos.api.Health;
import com.matrixos.api.Ok;
import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.api.containers.Ticket;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The container API, path for path as the original's clients know it. The operator and admins may everything;
/// whoever else is signed in sees, starts and stops their own, and finds no other.
public final class ControlRoutes {
    /// The answer of `GET /containers/check-handle/{handle}`.
    private record Existence(boolean exists, String status) {}

    private final Containers containers;
    private final Accounts accounts;
    private final Tickets tickets;
    private final Guard guard;
    private final Audit audit;

    public ControlRoutes(Containers containers, Accounts accounts, Tickets tickets, Guard guard, Audit audit) {
        this.containers = containers;
        this.accounts = accounts;
        this.tickets = tickets;
        this.guard = guard;
        this.audit = audit;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get("/health", _ -> Answer.json(200, Health.OK))
                .get("/containers", guard.somebody(this::list))
                .post("/containers/provision", guard.steering(this::provision))
                .get(
                        "/containers/check-handle/{handle}",
                        guard.steering((call, who) -> Answer.json(
                                200, new Existence(true, record(call, who).status()))))
                .get("/containers/{handle}", guard.somebody((call, who) -> Answer.json(200, record(call, who))))
                .delete("/containers/{handle}", guard.steering(command("destroyed", containers::destroy)))
                .post("/containers/{handle}/start", guard.somebody(command("started", containers::start)))
                .post("/containers/{handle}/stop", guard.somebody(command("stopped", containers::stop)))
                .post("/containers/{handle}/restart", guard.somebody(command("restarted", this::restart)))
                .post("/containers/{handle}/ticket", guard.steering(this::ticket));
    }

    /// An unknown status is nobody's, as it was with the original: the list is empty.
    private Answer list(Call call, Principal who) {
        List<ContainerRecord> all = containers.list(call.query("status"));
        return Answer.json(
                200,
                who.steersAll()
                        ? all
                        : all.stream()
                                .filter(one -> owns(who, one, Scope.COMPUTER_READ))
                                .toList());
    }

    private Answer provision(Call call, Principal who) throws Exception {
        ProvisionRequest request = call.json(ProvisionRequest.class);
        Handle handle = Handle.of(required("handle", request.handle()));
        String userId = required("clerkUserId", request.clerkUserId());
        // An account has its handle from the day it signs up, its computer perhaps later.
        if (accounts.find(handle)
                .filter(account -> !account.id().equals(userId))
                .isPresent()) {
            throw Problems.handleTaken(handle.text()).exception();
        }
        ContainerRecord made = containers.provision(handle, userId);
        audit.record(Entry.done(who.actor(Guard.address(call)), "computer.provisioned", "computer:" + handle));
        return Answer.json(201, made);
    }

    private Answer ticket(Call call, Principal who) {
        Handle handle = known(call);
        Ticket ticket = tickets.issue(handle);
        audit.record(Entry.done(who.actor(Guard.address(call)), "computer.link-made", "computer:" + handle));
        return Answer.json(200, ticket);
    }

    private void restart(Handle handle) {
        containers.stop(handle);
        containers.start(handle);
    }

    private Guard.Known<Principal> command(String done, Consumer<Handle> command) {
        return (call, who) -> {
            Handle handle = new Handle(steerable(call, who).handle());
            Actor actor = who.actor(Guard.address(call));
            try {
                command.accept(handle);
            } catch (ProblemException e) {
                audit.record(new Entry(
                        actor,
                        "computer." + done,
                        "computer:" + handle,
                        Map.of(),
                        Map.of("problem", e.problem().type()),
                        Entry.Outcome.FAILED));
                throw e;
            }
            audit.record(Entry.done(actor, "computer." + done, "computer:" + handle));
            return Answer.json(200, Ok.OK);
        };
    }

    private ContainerRecord record(Call call, Principal who) {
        return visible(call, who, Scope.COMPUTER_READ);
    }

    private ContainerRecord steerable(Call call, Principal who) {
        return visible(call, who, Scope.COMPUTER_WRITE);
    }

    private ContainerRecord visible(Call call, Principal who, Scope scope) {
        return containers
                .find(known(call))
                .filter(one -> who.steersAll() || owns(who, one, scope))
                .orElseThrow(() -> Problems.unknownContainer().exception());
    }

    private static boolean owns(Principal who, ContainerRecord computer, Scope scope) {
        return switch (who) {
            case Principal.Person person ->
                computer.clerkUserId().equals(person.account().id());
            case Principal.Program program ->
                program.scopes().contains(scope)
                        && computer.clerkUserId().equals(program.account().id());
            case Principal.Operator _, Principal.Nobody _ -> false;
        };
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
