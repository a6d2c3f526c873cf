package com.matrixos.platform.site;

import com.matrixos.api.site.ProvisioningStep;
import com.matrixos.platform.containers.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the making of one computer is. Safe for use from any thread.
final class Progress {
    private record Step(String name, String title) {}

    private static final List<Step> STEPS = List.of(
            new Step("account", "Your account"),
            new Step("storage", "A place for your files"),
            new Step("container", "Your computer"),
            new Step("ready", "Starting it"),
            new Step("open", "Ready to open"));

    /// One more than the last step: all are done.
    static final int ALL = STEPS.size();

    private final String accountId;
    private final List<Instant> reached = new ArrayList<>(); // guarded by this; when each step began
    private @Nullable String failure; // guarded by this
    private @Nullable Instant failedAt; // guarded by this

    /// The account is there, so the second step begins.
    Progress(String accountId, Instant now) {
        this.accountId = accountId;
        reached.add(now);
        reached.add(now);
    }

    String accountId() {
        return accountId;
    }

    /// Which step a container is in, by what it says it is doing; 0 when that says nothing.
    static int step(String doing) {
        return switch (doing) {
            case "making the computer" -> 2;
            case "starting the computer" -> 3;
            default -> 0;
        };
    }

    /// The step of that number has begun, and all before it are done. Steps never go back.
    synchronized void reach(int step, Instant now) {
        while (failure == null && reached.size() <= step) {
            reached.add(now);
        }
    }

    synchronized void fail(String reason, Instant now) {
        failure = reason;
        failedAt = now;
    }

    /// Whether nothing goes on.
    synchronized boolean over() {
        return failure != null || reached.size() > ALL;
    }

    synchronized List<ProvisioningStep> steps() {
        var steps = new ArrayList<ProvisioningStep>();
        for (int i = 0; i < STEPS.size(); i++) {
            steps.add(step(i));
        }
        return steps;
    }

    private ProvisioningStep step(int i) {
        Step step = STEPS.get(i);
        String started = i < reached.size() ? Timestamp.of(reached.get(i)) : null;
        if (i + 1 < reached.size()) {
            return new ProvisioningStep(
                    step.name(), step.title(), "done", started, Timestamp.of(reached.get(i + 1)), null);
        }
        boolean current = i + 1 == reached.size();
        if (current && failedAt != null) {
            return new ProvisioningStep(step.name(), step.title(), "failed", started, Timestamp.of(failedAt), failure);
        }
        return new ProvisioningStep(step.name(), step.title(), current ? "running" : "waiting", started, null, null);
    }
}
