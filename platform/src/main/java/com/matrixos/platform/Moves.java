package com.matrixos.platform;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.jobs.Backoff;
import com.matrixos.platform.jobs.Jobs;
import com.matrixos.platform.jobs.computers.Computers;
import com.matrixos.platform.jobs.computers.Household;
import com.matrixos.platform.jobs.computers.Residents;
import com.matrixos.platform.jobs.computers.Settling;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Has computers follow their accounts: made when one is, stopped when it is suspended, kept for a while when it
/// leaves. What an account wanted when the process was killed is made up for at the next start.
final class Moves {
    private final ControlPlane.Ground ground;
    private final Accounts accounts;
    private final AccountChanges changes;

    Moves(ControlPlane.Ground ground, Accounts accounts, AccountChanges changes) {
        this.ground = ground;
        this.accounts = accounts;
        this.changes = changes;
    }

    /// Starts the jobs, which are closed with the lifecycle.
    Settling begin(Lifecycle lifecycle) {
        Containers containers = ground.containers();
        var computers = Computers.of(containers);
        var household = new Household(
                computers,
                residents(),
                ground.config().get(PlatformSettings.DATA_DIR),
                ground.config().get(PlatformSettings.LEAVE_GRACE));
        Jobs jobs = lifecycle.add(new Jobs(
                ground.database(),
                ground.scheduler(),
                Backoff.usual(new Random()),
                ground.config().get(PlatformSettings.JOBS_AT_ONCE),
                List.of(household.provision(), household.remove())));
        var settling = new Settling(jobs, household, computers);
        changes.onCreated(settling::begin);
        changes.onSuspended(account ->
                Thread.ofVirtual().name("suspend " + account.handle()).start(() -> stop(account)));
        changes.onLeaving(settling::leave);
        changes.onStayed(account -> settling.stay(account.id()));
        jobs.open();
        // Only who never had one asked for: a computer that an admin has destroyed stays so until its owner wants it.
        accounts.withoutComputer().stream()
                .filter(account -> settling.progress(account.id()).isEmpty())
                .forEach(settling::begin);
        return settling;
    }

    private void stop(Account account) {
        ground.containers()
                .find(account.handle())
                .filter(computer -> computer.clerkUserId().equals(account.id()))
                .ifPresent(_ -> ground.containers().stop(account.handle()));
    }

    private Residents residents() {
        return new Residents() {
            @Override
            public Optional<Account> find(String accountId) {
                return accounts.find(accountId);
            }

            @Override
            public void remove(String accountId) {
                var _ = changes.remove(accountId, Actor.SYSTEM);
            }
        };
    }
}
