package com.matrixos.proxy.metrics;

import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Standing;
import com.matrixos.proxy.identity.Alerts;
import com.matrixos.proxy.metering.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// All numbers about this process, in one registry. Safe for use from any thread.
public final class Metrics {
    private static final double PICO_PER_NANO = 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge held = MultiGauge.builder("mx.proxy.reserved.nanousd")
            .description("money set aside for calls under way")
            .register(registry);
    private final MultiGauge remaining = MultiGauge.builder("mx.proxy.budget.remaining.nanousd")
            .description("what is left of a limit")
            .register(registry);
    private final MultiGauge elsewhere = MultiGauge.builder("mx.proxy.token.elsewhere")
            .description("how often a container's token came from another address")
            .register(registry);
    private Runnable refresh = () -> {};

    /// Told how long each of the ledger's commits took, in ns.
    public LongConsumer commits() {
        Timer timer = Timer.builder("mx.proxy.ledger.commit")
                .description("how long the ledger took to commit")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        return nanos -> timer.record(Duration.ofNanos(nanos));
    }

    /// Told what happens to calls.
    ///
    /// @param knownModel whether a model may be a label
    public Meters calls(Predicate<String> knownModel) {
        return new ProxyMetrics(registry, knownModel);
    }

    /// What is looked at when somebody asks.
    ///
    /// @param queueDepth what waits to be written down
    public void watch(Budgets budgets, Alerts alerts, IntSupplier queueDepth) {
        Gauge.builder("mx.proxy.ledger.queue.depth", queueDepth, IntSupplier::getAsInt)
                .description("what waits to be committed")
                .register(registry);
        refresh = () -> {
            budgets(budgets);
            elsewhere.register(
                    alerts.seenElsewhere().entrySet().stream().map(Metrics::row).toList(), true);
        };
    }

    private void budgets(Budgets budgets) {
        var heldRows = new ArrayList<MultiGauge.Row<?>>();
        var remainingRows = new ArrayList<MultiGauge.Row<?>>();
        for (String user : budgets.users()) {
            Standing standing = budgets.standing(user);
            heldRows.add(row(Tags.of("user", user), standing.day().heldPico()));
            left(remainingRows, Tags.of("user", user, "window", "day"), standing.day());
            left(remainingRows, Tags.of("user", user, "window", "month"), standing.month());
        }
        held.register(heldRows, true);
        remaining.register(remainingRows, true);
    }

    private static void left(List<MultiGauge.Row<?>> rows, Tags tags, Standing.InWindow window) {
        if (window.remainingPico() != null) {
            rows.add(row(tags, window.remainingPico()));
        }
    }

    private static MultiGauge.Row<?> row(Tags tags, long pico) {
        return MultiGauge.Row.of(tags, pico / PICO_PER_NANO);
    }

    private static MultiGauge.Row<?> row(Map.Entry<String, Long> seen) {
        return MultiGauge.Row.of(Tags.of("user", seen.getKey()), seen.getValue());
    }

    /// Everything in the text format of Prometheus. One at a time: the gauges are refreshed for it.
    public synchronized String scrape() {
        refresh.run();
        return registry.scrape();
    }
}
