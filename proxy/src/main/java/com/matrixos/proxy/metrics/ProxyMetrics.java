package com.matrixos.proxy.metrics;

import com.matrixos.proxy.metering.Meters;
import com.matrixos.proxy.usage.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Counts what happens to calls. The names are those of docs/reference/metrics.md.
///
/// A label has as many values as there are users and priced models; a model that the price book does not
/// have is `unknown`, so that callers cannot make labels up.
public final class ProxyMetrics implements Meters {
    private static final long PICO_PER_NANO = 1_000;

    private final MeterRegistry registry;
    private final Predicate<String> knownModel;
    private final AtomicInteger streams;
    private final Timer overhead;
    private final Timer firstByte;
    private final Timer pieceDelay;

    /// @param knownModel whether a model may be a label
    public ProxyMetrics(MeterRegistry registry, Predicate<String> knownModel) {
        this.registry = registry;
        this.knownModel = knownModel;
        this.streams = registry.gauge("mx.proxy.active.streams", new AtomicInteger());
        this.overhead = timer("mx.proxy.overhead", "how long we kept calls waiting before they were sent");
        this.firstByte = timer("mx.proxy.ttft", "time to the first byte of the upstream's answer");
        this.pieceDelay = timer("mx.proxy.event.delay", "how long a piece of a stream took through the proxy");
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    @Override
    public void ended(String user, String model, int status, String end) {
        count("mx.proxy.requests", 1, Tags.of("user", user, "model", label(model), "status", Integer.toString(status)));
        count("mx.proxy.stream.end", 1, Tags.of("reason", end));
    }

    @Override
    public void booked(String user, String model, Tokens tokens, long costPico, String basis) {
        Tags who = Tags.of("user", user, "model", label(model));
        tokens(who, "input", tokens.input());
        tokens(who, "output", tokens.output());
        tokens(who, "cache_read", tokens.cacheRead());
        tokens(who, "cache_write_5m", tokens.cacheWrite5m());
        tokens(who, "cache_write_1h", tokens.cacheWrite1h());
        count("mx.proxy.cost.nanousd", (double) costPico / PICO_PER_NANO, who.and("basis", basis));
    }

    private void tokens(Tags who, String tokenClass, long tokens) {
        if (tokens > 0) {
            count("mx.proxy.tokens", (double) tokens, who.and("class", tokenClass));
        }
    }

    @Override
    public void refused(String user, String window) {
        count("mx.proxy.budget.refusals", 1, Tags.of("user", user, "window", window));
    }

    @Override
    public void unknownPrice(String model) {
        count("mx.proxy.price.unknown", 1, Tags.of("model", label(model)));
    }

    @Override
    public void overhead(Duration time) {
        overhead.record(time);
    }

    @Override
    public void firstByte(Duration time) {
        firstByte.record(time);
    }

    @Override
    public void pieceDelay(Duration time) {
        pieceDelay.record(time);
    }

    @Override
    public void streams(int change) {
        streams.addAndGet(change);
    }

    private void count(String name, double amount, Tags tags) {
        Counter.builder(name).tags(tags).register(registry).increment(amount);
    }

    private String label(String model) {
        return knownModel.test(model) ? model : "unknown";
    }
}
