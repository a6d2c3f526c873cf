package com.matrixos.proxy.control;

import com.matrixos.api.Health;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.util.Map;

/// Whether somebody is there, whether calls can be made, and numbers for Prometheus.
final class StatusRoutes {
    /// The text format that Prometheus reads.
    private static final String EXPOSITION = "text/plain; version=0.0.4";

    private final Control.Health health;

    StatusRoutes(Control.Health health) {
        this.health = health;
    }

    Routes addTo(Routes routes) {
        return routes.get("/health", _ -> Answer.json(200, Health.OK))
                .get("/ready", _ -> ready())
                .get(
                        "/metrics",
                        _ -> Answer.text(200, EXPOSITION, health.metrics().get()));
    }

    private Answer ready() {
        if (!health.ledgerWritable().getAsBoolean()) {
            return notReady("calls cannot be written down: look at the log and at the disk");
        }
        String model = health.model().get();
        if (model.isEmpty()) {
            return notReady("there is no API key: set ANTHROPIC_API_KEY");
        }
        return Answer.json(200, Map.of("status", "ready", "model", model));
    }

    private static Answer notReady(String why) {
        return Answer.problem(Problem.of("not-ready", 503, "Calls cannot be made", why));
    }
}
