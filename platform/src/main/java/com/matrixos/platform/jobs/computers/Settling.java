package com.matrixos.platform.jobs.computers;

import com.matrixos.base.http.Problem;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.jobs.Job;
import com.matrixos.platform.jobs.JobProblems;
import com.matrixos.platform.jobs.Jobs;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.util.Optional;

/// How people come by their computers and lose them. Both are jobs, one of each for an account, so that a webhook,
/// a first visit and a button may all ask for the same and it is done once. Safe for use from any thread.
public final class Settling {
    /// How long a visit waits. A cold start takes a few seconds; a tunnel gives up after 100.
    private static final Duration PATIENCE = Duration.ofSeconds(80);

    private final Jobs jobs;
    private final Household household;
    private final Computers computers;

    /// @param jobs which know the household's recipes
    public Settling(Jobs jobs, Household household, Computers computers) {
        this.jobs = jobs;
        this.household = household;
        this.computers = computers;
    }

    /// Has somebody's computer made unless it is there or being made. Returns at once; [#progress] tells how it
    /// goes.
    public Job begin(Account account) {
        return jobs.enqueue(Household.PROVISION, account.id(), owner(account));
    }

    /// The same for a first visit, and waits until the computer runs and answers. When it is there already nothing
    /// is done: one that sleeps wakes when it is entered.
    ///
    /// @throws com.matrixos.base.http.ProblemException why there is none, or 503 when it is still being made
    public void ensureProvisioned(Account account) throws InterruptedException {
        boolean there = computers
                .find(account.handle())
                .filter(computer -> computer.clerkUserId().equals(account.id()))
                .isPresent();
        if (there && progress(account.id()).filter(job -> !job.state().ended()).isEmpty()) {
            return;
        }
        begin(account);
        Job job = jobs.await(Household.PROVISION, account.id(), PATIENCE).orElseThrow();
        switch (job.state()) {
            case DONE -> {}
            case WAITING, RUNNING -> throw JobProblems.unfinished().exception();
            case CANCELLED -> throw Problems.nothing().exception();
            case FAILED -> throw failed(job).exception();
        }
    }

    /// Waits until a computer runs and answers.
    ///
    /// @throws com.matrixos.base.http.ProblemException when it does not
    public Ready requireReady(Handle handle) {
        return household.readiness().require(handle);
    }

    /// How far an account's computer is, when it was ever asked for.
    public Optional<Job> progress(String accountId) {
        return jobs.find(Household.PROVISION, accountId);
    }

    /// Begins somebody's removal: the computer stops, and after the grace goes with the account. The account is
    /// leaving already.
    public Job leave(Account account) {
        jobs.cancel(Household.PROVISION, account.id());
        return jobs.enqueue(Household.REMOVE, account.id(), owner(account));
    }

    /// They stay after all.
    public void stay(String accountId) {
        jobs.cancel(Household.REMOVE, accountId);
    }

    private static Household.Owner owner(Account account) {
        return new Household.Owner(account.id(), account.handle().text());
    }

    private static Problem failed(Job job) {
        return Problems.startFailed(Optional.ofNullable(job.lastError()).orElse("the platform's log says why"));
    }
}
