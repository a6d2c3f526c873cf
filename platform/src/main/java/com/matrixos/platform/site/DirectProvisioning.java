package com.matrixos.platform.site;

import com.matrixos.api.site.ProvisioningStep;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes each computer at once, on a thread of its own. Of what goes on it knows as long as the process
/// lives; whatever it began is finished by the next one, for that is in the rows of containers. Safe for
/// use from any thread.
public final class DirectProvisioning implements Provisioning {
    private static final Logger LOG = LoggerFactory.getLogger(DirectProvisioning.class);

    private final Map<Handle, Progress> under = new ConcurrentHashMap<>();
    private final Containers containers;
    private final Scheduler scheduler;

    public DirectProvisioning(Containers containers, Scheduler scheduler) {
        this.containers = containers;
        this.scheduler = scheduler;
        containers.onChanged(this::changed);
        containers.onReleased(
                handle -> under.computeIfPresent(handle, (_, progress) -> progress.over() ? null : progress));
    }

    @Override
    public List<ProvisioningStep> steps(Account account) {
        Progress progress = under.get(account.handle());
        return progress == null || !progress.accountId().equals(account.id()) ? List.of() : progress.steps();
    }

    @Override
    public void want(Account account) {
        var next = new Progress(account.id(), scheduler.instant());
        Progress present =
                under.compute(account.handle(), (_, before) -> before == null || before.over() ? next : before);
        if (present == next) {
            Thread.ofVirtual().name("provision " + account.handle()).start(() -> make(account, next));
        }
    }

    private void make(Account account, Progress progress) {
        try {
            containers.provision(account.handle(), account.id());
            progress.reach(Progress.ALL, scheduler.instant());
        } catch (ProblemException e) {
            progress.fail(Sentences.plain(e.problem().detail()), scheduler.instant());
        } catch (RuntimeException e) {
            LOG.error("provisioning failed unexpectedly handle={}", account.handle(), e);
            progress.fail("something went wrong on our side", scheduler.instant());
        }
    }

    /// Told on the thread that makes the computer, so that steps come in order.
    private void changed(Handle handle) {
        Progress progress = under.get(handle);
        if (progress != null) {
            progress.reach(Progress.step(containers.wakeStep(handle)), scheduler.instant());
        }
    }
}
