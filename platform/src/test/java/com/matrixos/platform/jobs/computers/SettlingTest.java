package com.matrixos.platform.jobs.computers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.jobs.Backoff;
import com.matrixos.platform.jobs.Job;
import com.matrixos.platform.jobs.Jobs;
import com.matrixos.testkit.time.ManualScheduler;
import com.matrixos.testkit.time.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a computer comes and goes.
final class SettlingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private final ScriptedComputers computers = new ScriptedComputers();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Account alice = account(new Standing.Active());
    private Database database;
    private Jobs jobs;
    private Settling settling;

    private final Residents residents = new Residents() {
        @Override
        public Optional<Account> find(String accountId) {
            return Optional.ofNullable(accounts.get(accountId));
        }

        @Override
        public void remove(String accountId) {
            accounts.remove(accountId);
        }
    };

    private static Account account(Standing standing) {
        return new Account(
                "usr_alice",
                Handle.of("alice"),
                "alice@example.com",
                Role.USER,
                standing,
                Instant.parse("2026-02-15T11:30:18.000Z"),
                1);
    }

    @BeforeEach
    void open() {
        accounts.put("usr_alice", alice);
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        start();
    }

    private void start() {
        var household = new Household(computers, residents, folder.resolve("users"), Duration.ofDays(30));
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60), 4, new Random(7));
        jobs = new Jobs(database, time, backoff, 2, List.of(household.provision(), household.remove())).open();
        settling = new Settling(jobs, household, computers);
    }

    @AfterEach
    void close() throws Exception {
        jobs.close();
        database.close();
    }

    private void waits(String kind) {
        Until.holds(
                kind + " waits",
                () -> jobs.find(kind, "usr_alice")
                        .filter(job -> job.state() == Job.State.WAITING)
                        .isPresent());
    }

    private Job ended(String kind) throws InterruptedException {
        Job job = jobs.await(kind, "usr_alice", PATIENCE).orElseThrow();
        assertThat(job.state().ended()).isTrue();
        return job;
    }

    @Test
    void aFirstVisitWaitsForAComputerThatAnswers() throws Exception {
        settling.ensureProvisioned(alice);

        assertThat(computers.asked).containsExactly("provision alice", "answers alice");
        Job job = settling.progress("usr_alice").orElseThrow();
        assertThat(job.steps()).extracting(Job.Step::name).containsExactly("account", "storage", "container", "ready");
        assertThat(job.steps()).extracting(Job.Step::state).containsOnly("done");
    }

    @Test
    void theNextVisitAsksForNothing() throws Exception {
        settling.ensureProvisioned(alice);
        computers.asked.clear();
        settling.ensureProvisioned(alice);
        assertThat(computers.asked).isEmpty();
    }

    @Test
    void manyFirstVisitsAreOne() {
        Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    try {
                        settling.ensureProvisioned(alice);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .limit(8)
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(computers.owners).containsOnly(Map.entry(Handle.of("alice"), "usr_alice"));
        assertThat(accounts).hasSize(1);
    }

    @Test
    void aRestartGoesOnWhereAnEngineWasDown() throws Exception {
        computers.outages = 1;
        settling.begin(alice);
        waits(Household.PROVISION);
        assertThat(settling.progress("usr_alice").orElseThrow().lastError()).isEqualTo("the engine is down");
        assertThat(settling.progress("usr_alice").orElseThrow().steps())
                .extracting(Job.Step::state)
                .containsExactly("done", "done", "running", "waiting");

        jobs.close();
        start();
        time.advance(Duration.ofSeconds(5));
        assertThat(ended(Household.PROVISION).state()).isEqualTo(Job.State.DONE);
        assertThat(computers.asked).containsExactly("provision alice", "provision alice", "answers alice");
    }

    @Test
    void oneThatIsThereAlreadyIsSuccess() throws Exception {
        computers.owners.put(Handle.of("alice"), "usr_alice");
        settling.begin(alice);
        assertThat(ended(Household.PROVISION).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void anotherOwnersNameIsRefusedForGood() throws Exception {
        computers.owners.put(Handle.of("alice"), "user_other");
        assertThatThrownBy(() -> settling.ensureProvisioned(alice)).isInstanceOf(ProblemException.class);
        assertThat(settling.progress("usr_alice").orElseThrow().state()).isEqualTo(Job.State.FAILED);
        assertThat(computers.owners).containsOnly(Map.entry(Handle.of("alice"), "user_other"));
    }

    @Test
    void runningIsNotEnough() {
        computers.mute = true;
        settling.begin(alice);
        waits(Household.PROVISION);
        assertThat(settling.progress("usr_alice").orElseThrow().lastError()).contains("does not answer");

        computers.mute = false;
        time.advance(Duration.ofSeconds(5));
        Until.holds(
                "it is done", () -> settling.progress("usr_alice").orElseThrow().state() == Job.State.DONE);
    }

    @Test
    void whoIsNotActiveGetsNone() throws Exception {
        accounts.put("usr_alice", account(new Standing.Suspended()));
        settling.begin(alice);
        assertThat(ended(Household.PROVISION).state()).isEqualTo(Job.State.FAILED);
        assertThat(computers.owners).isEmpty();
    }

    @Test
    void whoLeavesHasThirtyDays() throws Exception {
        settling.ensureProvisioned(alice);
        Account leaving = account(new Standing.Leaving(time.instant().plus(Duration.ofDays(30))));
        accounts.put("usr_alice", leaving);
        settling.leave(leaving);
        waits(Household.REMOVE);
        assertThat(computers.asked).endsWith("stop alice");
        assertThat(computers.owners).hasSize(1);

        jobs.close();
        start();
        time.advance(Duration.ofDays(30));
        assertThat(ended(Household.REMOVE).state()).isEqualTo(Job.State.DONE);
        assertThat(computers.owners).isEmpty();
        assertThat(accounts).isEmpty();
    }

    @Test
    void whoComesBackKeepsEverything() throws Exception {
        settling.ensureProvisioned(alice);
        settling.leave(account(new Standing.Leaving(time.instant().plus(Duration.ofDays(30)))));
        waits(Household.REMOVE);
        time.advance(Duration.ofDays(29));
        settling.stay("usr_alice");
        time.advance(Duration.ofDays(2));
        assertThat(ended(Household.REMOVE).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(computers.owners).hasSize(1);
    }

    @Test
    void anAccountThatIsNotLeavingIsNotRemovedEvenIfNobodySaidSo() throws Exception {
        settling.ensureProvisioned(alice);
        settling.leave(alice);
        waits(Household.REMOVE);
        time.advance(Duration.ofDays(30));
        Job job = ended(Household.REMOVE);
        assertThat(job.steps().getLast().result().path("outcome").asText()).isEqualTo("came back");
        assertThat(computers.owners).hasSize(1);
        assertThat(accounts).hasSize(1);
    }

    @Test
    void anotherOwnersComputerOfThatNameStays() throws Exception {
        accounts.put("usr_alice", account(new Standing.Leaving(time.instant())));
        computers.owners.put(Handle.of("alice"), "user_other");
        settling.leave(alice);
        waits(Household.REMOVE);
        time.advance(Duration.ofDays(30));
        ended(Household.REMOVE);
        assertThat(computers.owners).containsOnly(Map.entry(Handle.of("alice"), "user_other"));
        assertThat(computers.asked).isEmpty();
    }
}
