package com.matrixos.proxy.control;

import com.matrixos.api.Health;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Whether somebody is there, whether calls can be made, and numbers for Prometheus.
final class StatusRoutes {
    /// The text format that Prometheus reads.
    private static final String EXPOSITION = "text/plain; version=0.0.4";

    private final BooleanSupplier ledgerWritable;
    private final BooleanSupplier keyPresent;
    private final Supplier<String> metrics;

    StatusRoutes(BooleanSupplier ledgerWritable, BooleanSupplier keyPresent, Supplier<String> metrics) {
        this.ledgerWritable = ledgerWritable;
        this.keyPresent = keyPresent;
        this.metrics = metrics;
    }

    Routes addTo(Routes routes) {
        return routes.get("/health", _ -> Answer.json(200, Health.OK))
                .get("/ready", _ -> ready())
                .get("/metrics", _ -> Answer.text(200, EXPOSITION, metrics.get()));
    }

    private Answer ready() {
        if (!ledgerWritable.getAsBoolean()) {
            return notReady("calls cannot be written down: look at the log and at the disk");
        }
        if (!keyPresent.getAsBoolean()) {
            return notReady("there is no API key: set ANTHROPIC_API_KEY");
        }
        return Answer.json(200, Map.of("status", "ready"));
    }

    private static Answer notReady(String why) {
        return Answer.problem(Problem.of("not-ready", 503, "Calls cannot be made", why));
    }
}
