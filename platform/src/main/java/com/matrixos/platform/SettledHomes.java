package com.matrixos.platform;

import com.matrixos.api.site.ProvisioningStep;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.jobs.Job;
import com.matrixos.platform.jobs.computers.Settling;
import com.matrixos.platform.site.Provisioning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dashboard's view of the jobs that make computers.
final class SettledHomes implements Provisioning {
    private final Settling settling;

    SettledHomes(Settling settling) {
        this.settling = settling;
    }

    @Override
    public List<ProvisioningStep> steps(Account account) {
        return settling.progress(account.id())
                .map(job -> job.steps().stream().map(step -> step(job, step)).toList())
                .orElseGet(List::of);
    }

    @Override
    public void want(Account account) {
        var _ = settling.begin(account);
    }

    private static ProvisioningStep step(Job job, Job.Step step) {
        boolean at = !step.state().equals("done") && !step.state().equals("waiting");
        return new ProvisioningStep(
                step.name(),
                step.title(),
                step.state(),
                text(step.startedAt()),
                text(step.finishedAt()),
                at ? job.lastError() : null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamp.of(time);
    }
}
