package com.matrixos.platform.site;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.site.Computer;
import com.matrixos.api.site.ProvisioningStep;
import com.matrixos.api.site.Spend;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts' own computers as their owners see them. Calls block; safe for use from any thread.
final class Computers {
    private final Containers containers;
    private final Gauges gauges;
    private final Stories stories;
    private final Provisioning provisioning;
    private final PublicAddress address;
    private final Limits limits;

    Computers(
            Containers containers,
            Gauges gauges,
            Stories stories,
            Provisioning provisioning,
            PublicAddress address,
            Limits limits) {
        this.containers = containers;
        this.gauges = gauges;
        this.stories = stories;
        this.provisioning = provisioning;
        this.address = address;
        this.limits = limits;
    }

    /// The account's computer. One of its handle that is somebody else's is not.
    Optional<ContainerRecord> own(Account account) {
        return containers
                .find(account.handle())
                .filter(record -> record.clerkUserId().equals(account.id()));
    }

    /// What its owner sees.
    Computer of(Account account) {
        List<ProvisioningStep> steps = provisioning.steps(account);
        return own(account).map(record -> present(account, record, steps)).orElseGet(() -> absent(account, steps));
    }

    private Computer absent(Account account, List<ProvisioningStep> steps) {
        Optional<ProvisioningStep> failed = inState(steps, "failed");
        String state = failed.isPresent() ? "failed" : inState(steps, "running").isPresent() ? "queued" : "none";
        String cause = switch (state) {
            case "failed" ->
                "could not be set up: " + failed.map(ProvisioningStep::detail).orElse("");
            case "queued" -> "waiting to be set up";
            default -> "there is no computer yet";
        };
        return new Computer(
                account.handle().text(),
                address.of(account.handle()),
                state,
                cause,
                failed.map(ProvisioningStep::finishedAt).orElse(null),
                steps,
                null,
                null,
                size(account),
                null,
                null,
                spend(account),
                null,
                List.of());
    }

    private Computer present(Account account, ContainerRecord record, List<ProvisioningStep> steps) {
        Handle handle = account.handle();
        Stories.Story story = stories.of(record);
        boolean running = record.status().equals("running");
        List<Reading> readings = gauges.measurements().readings(handle);
        Reading latest = running ? gauges.measurements().latest(handle).orElse(null) : null;
        return new Computer(
                handle.text(),
                address.of(handle),
                record.status(),
                story.cause(),
                text(story.since()),
                steps,
                latest == null ? null : new Computer.Memory(latest.memoryBytes(), latest.memoryLimitBytes()),
                cpu(latest),
                size(account),
                record.lastActive(),
                running ? sleepsAt(record.lastActive(), limits.idle()) : null,
                spend(account),
                version(handle),
                readings.stream().map(Computers::sample).toList());
    }

    private Computer.@Nullable Cpu cpu(@Nullable Reading latest) {
        Double percent = latest == null ? null : latest.cpuPercent();
        return percent == null ? null : new Computer.Cpu(percent, limits.cpuPercent());
    }

    private Computer.@Nullable Disk size(Account account) {
        return containers
                .home(account.handle(), account.id())
                .flatMap(home -> gauges.sizes().bytes(account.handle(), home))
                .map(Computer.Disk::new)
                .orElse(null);
    }

    private @Nullable Spend spend(Account account) {
        return gauges.usage()
                .standing(account.handle().text())
                .map(Computers::spend)
                .orElse(null);
    }

    static Spend spend(QuotaStanding standing) {
        return new Spend(
                standing.daily().usedUsd(),
                standing.monthly().usedUsd(),
                standing.dailyLimitUsd(),
                standing.monthlyLimitUsd(),
                standing.monthly().resetsAt());
    }

    private Computer.@Nullable Version version(Handle handle) {
        EngineView.View engine = gauges.engine().now();
        return engine.answers()
                ? new Computer.Version(
                        engine.version(handle).orElse(null),
                        engine.image()
                                .map(image -> EngineView.brief(image.id()))
                                .orElse(null),
                        engine.outdated(handle))
                : null;
    }

    private static Computer.Sample sample(Reading reading) {
        return new Computer.Sample(Timestamp.of(reading.at()), reading.memoryBytes(), reading.cpuPercent());
    }

    private static String sleepsAt(String lastActive, Duration idle) {
        return Timestamp.of(Instant.parse(lastActive).plus(idle));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamp.of(time);
    }

    private static Optional<ProvisioningStep> inState(List<ProvisioningStep> steps, String state) {
        return steps.stream().filter(step -> step.state().equals(state)).findFirst();
    }
}
