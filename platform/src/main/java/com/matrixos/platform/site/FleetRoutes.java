package com.matrixos.platform.site;

import com.matrixos.api.Ok;
import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.site.FleetRow;
import com.matrixos.api.site.HistoryLine;
import com.matrixos.api.site.Items;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Operation;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.util.Optional;
import java.util.Set;

/// Everybody's computers, for the operator and admins.
final class FleetRoutes {
    private static final Set<String> STATES =
            Set.of("provisioning", "starting", "running", "stopping", "stopped", "destroying", "failed");
    private static final int HISTORY = 200;

    private final Guard guard;
    private final Containers containers;
    private final FleetRows rows;
    private final Gauges gauges;
    private final Stories stories;
    private final Commands commands;

    FleetRoutes(Guard guard, Containers containers, FleetRows rows, Gauges gauges, Stories stories, Commands commands) {
        this.guard = guard;
        this.containers = containers;
        this.rows = rows;
        this.gauges = gauges;
        this.stories = stories;
        this.commands = commands;
    }

    void addTo(Routes routes) {
        routes.get("/api/containers", guard.steering((call, _) -> Answer.json(200, rows.page(query(call)))))
                .get("/api/containers/{handle}", guard.steering((call, _) -> detail(known(containers, call))))
                .get(
                        "/api/containers/{handle}/usage",
                        guard.steering((call, _) -> UsageRoutes.usage(
                                gauges.usage(), call, known(containers, call).handle())))
                .get("/api/containers/{handle}/events", guard.steering((call, _) -> events(known(containers, call))))
                .post("/containers/{handle}/update", guard.steering(this::update));
    }

    /// The computer that a call names.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when there is none
    static ContainerRecord known(Containers containers, Call call) {
        return Handle.parse(call.parameter("handle"))
                .flatMap(containers::find)
                .orElseThrow(() -> Problems.unknownContainer().exception());
    }

    private Answer detail(ContainerRecord record) {
        return Answer.json(200, new FleetRow.Detail(rows.row(record), record.containerId()));
    }

    private Answer events(ContainerRecord record) {
        return Answer.json(
                200,
                new Items<>(gauges.history().of(new Handle(record.handle()), HISTORY).stream()
                        .map(this::line)
                        .toList()));
    }

    private HistoryLine line(Operation operation) {
        return new HistoryLine(
                Timestamp.of(operation.startedAt()),
                operation.kind(),
                stories.title(operation),
                operation.outcome(),
                operation.finishedAt() == null ? null : Timestamp.of(operation.finishedAt()),
                operation.detail());
    }

    private Answer update(Call call, Principal who) {
        commands.run(
                new Handle(known(containers, call).handle()), Commands.Command.UPDATE, who.actor(Guard.address(call)));
        return Answer.json(200, Ok.OK);
    }

    private static FleetRows.Query query(Call call) {
        Order order = Order.of(call.query("sort"));
        Optional<String> status = call.query("status");
        if (status.isPresent() && !STATES.contains(status.get())) {
            throw Call.badRequest("status", "status is no state of a computer: " + status.get());
        }
        return new FleetRows.Query(
                call.query("q").orElse(""),
                status,
                order,
                call.query("cursor").map(order::place),
                Numbers.query(call, "limit", 50, 200));
    }
}
