package com.matrixos.proxy.metrics;

import com.matrixos.proxy.metering.Meters;
import com.matrixos.proxy.usage.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
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

    /// A counter's name and labels, of which an empty one is none. Finding a counter again by this takes a tenth of
    /// what
    /// the registry takes, which sorts and renames the labels first.
    private record Key(String name, String user, String model, String label, String value) {
        Tags tags() {
            return Tags.empty()
                    .and(user.isEmpty() ? Tags.empty() : Tags.of("user", user))
                    .and(model.isEmpty() ? Tags.empty() : Tags.of("model", model))
                    .and(label.isEmpty() ? Tags.empty() : Tags.of(label, value));
        }
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    @Override
    public void ended(String user, String model, int status, String end) {
        count(new Key("mx.proxy.requests", user, label(model), "status", Integer.toString(status)), 1);
        count(new Key("mx.proxy.stream.end", "", "", "reason", end), 1);
    }

    @Override
    public void booked(String user, String model, Tokens tokens, long costPico, String basis) {
        String known = label(model);
        tokens(user, known, "input", tokens.input());
        tokens(user, known, "output", tokens.output());
        tokens(user, known, "cache_read", tokens.cacheRead());
        tokens(user, known, "cache_write_5m", tokens.cacheWrite5m());
        tokens(user, known, "cache_write_1h", tokens.cacheWrite1h());
        count(new Key("mx.proxy.cost.nanousd", user, known, "basis", basis), (double) costPico / PICO_PER_NANO);
    }

    private void tokens(String user, String model, String tokenClass, long tokens) {
        if (tokens > 0) {
            count(new Key("mx.proxy.tokens", user, model, "class", tokenClass), (double) tokens);
        }
    }

    @Override
    public void refused(String user, String window) {
        count(new Key("mx.proxy.budget.refusals", user, "", "window", window), 1);
    }

    @Override
    public void unknownPrice(String model) {
        count(new Key("mx.proxy.price.unknown", "", label(model), "", ""), 1);
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

    private void count(Key key, double amount) {
        counters.computeIfAbsent(key, this::counter).increment(amount);
    }

    private Counter counter(Key key) {
        return Counter.builder(key.name()).tags(key.tags()).register(registry);
    }

    private String label(String model) {
        return knownModel.test(model) ? model : "unknown";
    }
}
