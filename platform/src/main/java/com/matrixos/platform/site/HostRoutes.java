package com.matrixos.platform.site;

import com.matrixos.api.site.FleetState;
import com.matrixos.api.site.HostStatus;
import com.matrixos.api.site.Items;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.Recent;
import java.time.Duration;
import java.util.List;

/// How the host is: `/api/status` for everybody, `/api/settings` for admins.
final class HostRoutes {
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final HostStatus.Component SITE = new HostStatus.Component("site", "up", "you are reading it");
    private static final HostStatus.Component NO_ENGINE =
            new HostStatus.Component("computers", "down", "computers cannot be started or stopped");
    private static final HostStatus.Component NO_MODEL =
            new HostStatus.Component("model", "down", "the model cannot be asked");

    private final Guard guard;
    private final Fleet fleet;
    private final Gauges gauges;
    private final Checks checks;
    private final Scheduler scheduler;
    private final Recent<HostStatus> status;

    HostRoutes(Guard guard, Fleet fleet, Gauges gauges, Checks checks, Scheduler scheduler) {
        this.guard = guard;
        this.fleet = fleet;
        this.gauges = gauges;
        this.checks = checks;
        this.scheduler = scheduler;
        this.status = new Recent<>(scheduler, LIFE, this::look);
    }

    void addTo(Routes routes) {
        routes.get(
                        "/api/status",
                        guard.open((_, _) ->
                                Answer.json(200, status.get(unknown())).with("cache-control", "public, max-age=2")))
                .get("/api/settings", guard.steering((_, _) -> Answer.json(200, new Items<>(checks.all()))));
    }

    private HostStatus look() {
        FleetState state = fleet.now();
        List<HostStatus.Component> components = List.of(SITE, computers(), model());
        FleetState.Wake wake = state.wake();
        return new HostStatus(
                components.stream().allMatch(component -> component.state().equals("up")),
                now(),
                components,
                new HostStatus.Computers(state.running(), state.total()),
                new HostStatus.Wake(wake == null ? null : wake.p50Ms(), wake == null ? null : wake.p95Ms()));
    }

    /// What is told when nobody could be asked in time.
    private HostStatus unknown() {
        return new HostStatus(
                false,
                now(),
                List.of(SITE, NO_ENGINE, NO_MODEL),
                new HostStatus.Computers(0, 0),
                new HostStatus.Wake(null, null));
    }

    private HostStatus.Component computers() {
        EngineView.View engine = gauges.engine().now();
        if (!engine.answers()) {
            return NO_ENGINE;
        }
        return engine.image().isPresent()
                ? new HostStatus.Component("computers", "up", "computers wake and sleep")
                : new HostStatus.Component("computers", "degraded", "no new computers can be made");
    }

    private HostStatus.Component model() {
        return switch (gauges.usage().readiness()) {
            case READY -> new HostStatus.Component("model", "up", "the model can be asked");
            case NOT_READY -> new HostStatus.Component("model", "degraded", "the model cannot be asked at the moment");
            case AWAY -> NO_MODEL;
        };
    }

    private String now() {
        return Timestamp.of(scheduler.instant());
    }
}
