package com.matrixos.platform.site;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.site.FleetState;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Sighting;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.Reading;
import com.matrixos.platform.fleet.Wakes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All computers at one glance. Each part asks its own source, so that one that is away takes nothing
/// with it. Calls block, for as long as the slowest source is waited for; safe for use from any thread.
final class Fleet {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private final Containers containers;
    private final Gauges gauges;
    private final Limits limits;
    private final Scheduler scheduler;

    Fleet(Containers containers, Gauges gauges, Limits limits, Scheduler scheduler) {
        this.containers = containers;
        this.gauges = gauges;
        this.limits = limits;
        this.scheduler = scheduler;
    }

    FleetState now() {
        List<ContainerRecord> all = containers.list(Optional.empty());
        EngineView.View engine = gauges.engine().now();
        Map<String, Long> counts =
                all.stream().collect(Collectors.groupingBy(ContainerRecord::status, Collectors.counting()));
        int frozen = (int) all.stream().filter(one -> frozen(engine, one)).count();
        return new FleetState(
                count(counts, "running") - frozen,
                frozen,
                count(counts, "stopped"),
                count(counts, "failed"),
                all.size(),
                memory(all),
                spend(),
                wake(gauges.wakes().now()),
                gauges.history().outOfMemory(scheduler.instant().minus(DAY)),
                new FleetState.Engine(engine.answers(), engine.answers() ? "" : "the engine does not answer"),
                version(engine));
    }

    private static boolean frozen(EngineView.View engine, ContainerRecord computer) {
        Sighting seen = engine.sightings().get(new Handle(computer.handle()));
        return computer.status().equals("running") && seen != null && seen.condition() == Sighting.Condition.PAUSED;
    }

    /// What those awake have not used yet may be wanted any moment, so it is not free.
    private FleetState.@Nullable Memory memory(List<ContainerRecord> all) {
        List<ContainerRecord> awake = all.stream()
                .filter(one -> one.status().equals("running") || one.status().equals("starting"))
                .toList();
        long committed = awake.size() * limits.memoryBytes();
        long used = awake.stream().mapToLong(this::used).sum();
        return HostMemory.now(MEMINFO)
                .map(host -> new FleetState.Memory(committed, host.totalBytes(), host.totalBytes(), (int)
                        Math.max(0, (host.availableBytes() - (committed - used)) / limits.memoryBytes())))
                .orElse(null);
    }

    private long used(ContainerRecord computer) {
        return gauges.measurements()
                .latest(new Handle(computer.handle()))
                .map(Reading::memoryBytes)
                .orElse(0L);
    }

    private FleetState.@Nullable Spend spend() {
        return gauges.usage()
                .everybody()
                .map(everybody -> new FleetState.Spend(
                        sum(everybody, UsageSummaryRow::daily), sum(everybody, UsageSummaryRow::monthly)))
                .orElse(null);
    }

    private static BigDecimal sum(ProxyUsage.Everybody everybody, Function<UsageSummaryRow, BigDecimal> part) {
        return everybody.spent().values().stream().map(part).reduce(BigDecimal.ZERO.setScale(9), BigDecimal::add);
    }

    private static FleetState.Wake wake(Wakes.Times times) {
        return new FleetState.Wake(
                times.p50().map(Duration::toMillis).orElse(null),
                times.p95().map(Duration::toMillis).orElse(null),
                times.count());
    }

    private static FleetState.@Nullable Version version(EngineView.View engine) {
        return engine.image()
                .map(image -> new FleetState.Version(image.name(), Timestamp.of(image.created())))
                .orElse(null);
    }

    private static int count(Map<String, Long> counts, String status) {
        return counts.getOrDefault(status, 0L).intValue();
    }
}
