package com.matrixos.platform.site;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.History;
import com.matrixos.platform.containers.Operation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why computers are as they are. Calls block; safe for use from any thread.
final class Stories {
    /// How long before its end a computer must have run out of memory for that to be the reason.
    private static final Duration JUST_BEFORE = Duration.ofMinutes(1);

    private final Containers containers;
    private final History history;
    private final Duration idle;
    private final Scheduler scheduler;

    /// What is told of one.
    ///
    /// @param cause a sentence
    /// @param since when its state began; null when nobody knows
    record Story(String cause, @Nullable Instant since) {}

    Stories(Containers containers, History history, Duration idle, Scheduler scheduler) {
        this.containers = containers;
        this.history = history;
        this.idle = idle;
        this.scheduler = scheduler;
    }

    Story of(ContainerRecord computer) {
        var handle = new Handle(computer.handle());
        Operation change = history.latestChange(handle).orElse(null);
        boolean memory = change != null && ranOut(handle, computer.status(), change);
        String step = moving(computer.status()) ? containers.wakeStep(handle) : "";
        var facts = new Sentences.Facts(computer.status(), change, memory, step);
        return new Story(Sentences.cause(facts, idle, scheduler.instant()), facts.since());
    }

    String title(Operation operation) {
        return Sentences.title(operation, idle);
    }

    private boolean ranOut(Handle handle, String status, Operation change) {
        return status.equals("stopped")
                && history.ranOutOfMemory(handle, change.startedAt().minus(JUST_BEFORE));
    }

    private static boolean moving(String status) {
        return status.equals("provisioning") || status.equals("starting");
    }
}
