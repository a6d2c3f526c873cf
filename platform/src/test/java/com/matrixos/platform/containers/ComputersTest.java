package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.jobs.Backoff;
import com.matrixos.platform.jobs.Job;
import com.matrixos.platform.jobs.Jobs;
import com.matrixos.platform.jobs.computers.Computers;
import com.matrixos.platform.jobs.computers.Household;
import com.matrixos.platform.jobs.computers.Residents;
import com.matrixos.platform.jobs.computers.Settling;
import com.matrixos.testkit.time.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jobs that make computers and take them away, on real rows and an engine that falls ill on demand.
final class ComputersTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Duration GRACE = Duration.ofDays(30);

    @TempDir
    Path folder;

    private Lab lab;
    private Containers containers;
    private Jobs jobs;
    private Settling settling;
    private volatile Optional<Account> alice;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        containers = lab.containers();
        alice = Optional.of(account(new Standing.Active()));
        Computers computers = Computers.of(containers);
        var household = new Household(
                computers,
                new Residents() {
                    @Override
                    public Optional<Account> find(String accountId) {
                        return alice;
                    }

                    @Override
                    public void remove(String accountId) {
                        alice = Optional.empty();
                    }
                },
                folder.resolve("users"),
                GRACE);
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60), 4, new Random(7));
        jobs = new Jobs(lab.database, lab.time, backoff, 2, List.of(household.provision(), household.remove())).open();
        settling = new Settling(jobs, household, computers);
    }

    @AfterEach
    void close() throws Exception {
        jobs.close();
        containers.close();
        lab.close();
    }

    private Account account(Standing standing) {
        return new Account("usr_alice", ALICE, "", Role.USER, standing, lab.time.instant(), 1);
    }

    private Optional<Job> job(String kind, Job.State state) {
        return jobs.find(kind, "usr_alice").filter(job -> job.state() == state);
    }

    @Test
    void aComputerIsMadeAndAnswers() throws Exception {
        settling.ensureProvisioned(alice.orElseThrow());
        assertThat(containers.route(ALICE)).isInstanceOf(Route.Awake.class);
        assertThat(job(Household.PROVISION, Job.State.DONE))
                .hasValueSatisfying(job -> assertThat(job.steps())
                        .extracting(Job.Step::name, Job.Step::state)
                        .hasSize(4)
                        .allSatisfy(step -> assertThat(step.toList()).contains("done")));

        settling.begin(alice.orElseThrow());
        Until.holds("once more", () -> job(Household.PROVISION, Job.State.DONE).isPresent());
        assertThat(lab.engine.starts).hasValue(1);
    }

    @Test
    void anEngineThatIsAwayIsWaitedFor() {
        lab.engine.goAway();
        settling.begin(alice.orElseThrow());
        Until.holds(
                "it waits",
                () -> job(Household.PROVISION, Job.State.WAITING)
                        .filter(job -> job.attempts() == 1)
                        .isPresent());
        lab.engine.comeBack();
        lab.time.advance(Duration.ofSeconds(5));
        Until.holds("it is made", () -> job(Household.PROVISION, Job.State.DONE).isPresent());
        assertThat(containers.route(ALICE)).isInstanceOf(Route.Awake.class);
    }

    @Test
    void oneThatSleepsIsWokenBeforeItIsCalledReady() throws Exception {
        settling.ensureProvisioned(alice.orElseThrow());
        containers.stop(ALICE);
        assertThat(settling.requireReady(ALICE).answering()).isTrue();
        assertThat(containers.route(ALICE)).isInstanceOf(Route.Awake.class);
    }

    @Test
    void whoHasLeftIsRemovedAndTheirFilesStay() throws Exception {
        settling.ensureProvisioned(alice.orElseThrow());
        alice = Optional.of(account(new Standing.Leaving(lab.time.instant().plus(GRACE))));
        settling.leave(alice.orElseThrow());
        Until.holds(
                "it is stopped and waits",
                () -> job(Household.REMOVE, Job.State.WAITING)
                        .filter(job -> job.steps().getFirst().state().equals("done"))
                        .isPresent());
        assertThat(lab.status(ALICE)).isEqualTo("stopped");

        lab.time.advance(GRACE);
        Until.holds("it is gone", () -> job(Household.REMOVE, Job.State.DONE).isPresent());
        assertThat(containers.find(ALICE)).isEmpty();
        assertThat(alice).isEmpty();
        assertThat(lab.home(ALICE).resolve("boots")).exists();
    }
}
