package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service on an engine that falls ill on demand.
final class ContainersTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Handle BOB = Handle.of("bob");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Lab lab;
    private Containers containers;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        containers = lab.containers();
    }

    @AfterEach
    void close() throws Exception {
        containers.close();
        lab.close();
    }

    @Test
    void provisionsTheLowestPortsAndTheDocumentedEnvironment() {
        ContainerRecord record = containers.provision(ALICE, "user_1");
        assertThat(record)
                .isEqualTo(new ContainerRecord(
                        "alice",
                        "user_1",
                        "id-1",
                        lab.ports + 200,
                        lab.ports,
                        "running",
                        "2026-02-15T11:30:18.123Z",
                        "2026-02-15T11:30:18.123Z"));
        Map<String, String> environment = lab.engine.spec(ALICE).environment();
        assertThat(environment)
                .containsEntry("MATRIX_HANDLE", "alice")
                .containsEntry("PROXY_URL", "http://172.30.0.1:8080")
                .containsEntry("ANTHROPIC_BASE_URL", "http://172.30.0.1:8080")
                .containsEntry("GATEWAY_EXTERNAL_URL", "http://alice.localhost:9000")
                .containsEntry("PORT", "4000")
                .containsEntry("SHELL_PORT", "3000");
        assertThat(lab.text("SELECT token_sha256 FROM containers"))
                .containsExactly(Tokens.sha256(environment.get("ANTHROPIC_AUTH_TOKEN")));
        assertThat(lab.text("SELECT handle FROM port_assignments ORDER BY handle"))
                .containsExactly("alice-gw", "alice-sh");
    }

    @Test
    void theSameAgainChangesNothing() {
        ContainerRecord first = containers.provision(ALICE, "user_1");
        assertThat(containers.provision(ALICE, "user_1")).isEqualTo(first);
        assertThat(lab.engine.starts).hasValue(1);
    }

    @Test
    void refusesATakenHandleASecondHandleAndABadUser() {
        containers.provision(ALICE, "user_1");
        assertProblem("handle-taken", 409, () -> containers.provision(ALICE, "user_2"));
        assertProblem("user-has-container", 409, () -> containers.provision(BOB, "user_1"));
        assertProblem("bad-request", 400, () -> containers.provision(BOB, "user 2"));
        assertProblem("bad-request", 400, () -> containers.provision(BOB, "u".repeat(129)));
        assertThat(containers.list(Optional.empty())).hasSize(1);
        assertThat(containers.route(BOB)).isEqualTo(Route.UNKNOWN);
    }

    @Test
    void aReleasedHandleStaysItsOwners() {
        containers.provision(ALICE, "user_1");
        containers.destroy(ALICE);
        assertProblem("handle-taken", 409, () -> containers.provision(ALICE, "user_2"));
        containers.provision(ALICE, "user_1");
        assertThat(lab.home(ALICE).resolve("boots")).hasContent("boot\nboot");
    }

    @Test
    void releasedPortsAreTakenAgainLowestFirst() {
        containers.provision(ALICE, "user_1");
        containers.provision(BOB, "user_2");
        containers.destroy(ALICE);
        assertThat(containers.provision(Handle.of("carol"), "user_3").port()).isEqualTo(lab.ports + 200);
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        lab.engine.loseImage();
        assertProblem("image-missing", 503, () -> containers.provision(ALICE, "user_1"));
        assertThat(lab.rows()).isEmpty();
        assertThat(lab.folders()).isEmpty();
        assertThat(containers.route(ALICE)).isEqualTo(Route.UNKNOWN);
    }

    @Test
    void anEngineThatIsAwayLeavesNothing() throws IOException {
        lab.engine.goAway();
        assertProblem("engine-unavailable", 503, () -> containers.provision(ALICE, "user_1"));
        assertThat(lab.rows()).isEmpty();
        assertThat(lab.folders()).isEmpty();
    }

    @Test
    void everyEngineCallThatFailsIsUndone() throws IOException {
        for (String call : List.of("ensureNetwork", "create", "start")) {
            lab.engine.before(name -> {
                if (name.equals(call)) {
                    throw new EngineException(Kind.REFUSED, "not today");
                }
            });
            assertThatThrownBy(() -> containers.provision(ALICE, "user_1")).isInstanceOf(ProblemException.class);
            lab.engine.before(_ -> {});
            assertThat(lab.rows()).as(call).isEmpty();
            assertThat(lab.engine.count()).as(call).isZero();
            assertThat(lab.folders()).as(call).isEmpty();
        }
    }

    @Test
    void anEngineThatGoesAwayHalfwayIsCleanedUpWhenItIsBack() throws IOException {
        lab.engine.before(name -> {
            if (name.equals("start")) {
                lab.engine.goAway();
            }
        });
        assertProblem("engine-unavailable", 503, () -> containers.provision(ALICE, "user_1"));
        assertThat(lab.status(ALICE)).isEqualTo("destroying");
        lab.engine.before(_ -> {});
        lab.engine.comeBack();
        containers.reconcile();
        assertThat(lab.rows()).isEmpty();
        assertThat(lab.engine.count()).isZero();
        assertThat(lab.folders()).isEmpty();
    }

    @Test
    void portsHeldByOthersAreSkipped() throws IOException {
        try (var _ = new ServerSocket(lab.ports + 200, 1, InetAddress.getLoopbackAddress())) {
            lab.engine.holdPort(lab.ports);
            ContainerRecord record = containers.provision(ALICE, "user_1");
            assertThat(record.port()).isEqualTo(lab.ports + 201);
            assertThat(record.shellPort()).isEqualTo(lab.ports + 1);
            assertThat(lab.text("SELECT COUNT(*) FROM port_assignments")).containsExactly("2");
        }
    }

    @Test
    void aStoppedOneWhosePortIsTakenMeanwhileMoves() {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        lab.engine.holdPort(lab.ports + 200);
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isEqualTo(new WakeOutcome.Ready(lab.ports + 201, lab.ports));
        assertThat(lab.home(ALICE).resolve("boots")).hasContent("boot\nboot");
    }

    @Test
    void whenEveryPortIsTakenItSaysSo() {
        for (int i = 0; i < 50; i++) {
            lab.engine.holdPort(lab.ports + i);
        }
        assertThatThrownBy(() -> containers.provision(ALICE, "user_1"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isIn("ports-exhausted", "start-failed"));
        assertThat(lab.rows()).isEmpty();
        assertThat(lab.engine.count()).isZero();
    }

    @Test
    void aForeignContainerIsLeftAlone() throws IOException {
        lab.engine.makeForeign(
                ALICE, new ContainerSpec(ALICE, "", 1, 2, folder, new ContainerSpec.Owner(1, 1), Map.of()));
        assertProblem("foreign-container", 409, () -> containers.provision(ALICE, "user_1"));
        assertThat(lab.rows()).isEmpty();
        assertThat(lab.folders()).isEmpty();
        assertThat(lab.engine.count()).isOne();
    }

    @Test
    void oneThatDiesOnItsFirstStartLeavesOnlyItsHome() throws IOException {
        Path home = Files.createDirectories(lab.home(ALICE));
        Files.createFile(home.resolve("die"));
        assertThatThrownBy(() -> containers.provision(ALICE, "user_1"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo("start-failed");
                    assertThat(e.problem().detail()).contains("exit code 7");
                });
        assertThat(lab.engine.count()).isZero();
        // What it wrote is somebody's, so the handle stays theirs.
        assertThat(lab.rows()).isEqualTo(Map.of("handle_owners", 1));
        assertThat(home.resolve("boots")).exists();
    }

    @Test
    void oneThatDiesLaterFailsCoolsDownAndIsTriedAgain() throws IOException {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        Path die = Files.createFile(lab.home(ALICE).resolve("die"));
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isInstanceOf(WakeOutcome.CannotWake.class);
        assertThat(containers.route(ALICE)).isEqualTo(new Route.Failed("it ended with exit code 7 before it answered"));
        assertThat(lab.status(ALICE)).isEqualTo("failed");
        int starts = lab.engine.starts.get();
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isInstanceOf(WakeOutcome.CannotWake.class);
        assertThat(lab.engine.starts).as("no start while it cools down").hasValue(starts);

        Files.delete(die);
        lab.time.advance(Duration.ofSeconds(10));
        assertThat(containers.route(ALICE)).isEqualTo(Route.ASLEEP);
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isInstanceOf(WakeOutcome.Ready.class);
    }

    @Test
    void oneThatNeverAnswersFailsWhenTimeIsUp() throws Exception {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        Files.createFile(lab.home(ALICE).resolve("hang"));
        var outcome = CompletableFuture.supplyAsync(() -> containers.awaitAwake(ALICE, PATIENCE));
        Until.holds("it starts", () -> lab.engine.starts.get() == 2);
        assertThat(containers.awaitAwake(ALICE, Duration.ofMillis(20)))
                .isEqualTo(new WakeOutcome.StillWaking("starting the computer"));
        lab.time.advance(Lab.START_TIMEOUT);
        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        WakeOutcome.CannotWake.class,
                        cannot -> assertThat(cannot.problem().detail()).contains("within 20 s"));
        assertThat(lab.status(ALICE)).isEqualTo("failed");
    }

    @Test
    void aStopDoesNotWaitForAStartThatHangs() throws Exception {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        Files.createFile(lab.home(ALICE).resolve("hang"));
        var outcome = CompletableFuture.supplyAsync(() -> containers.awaitAwake(ALICE, PATIENCE));
        Until.holds("it starts", () -> lab.engine.starts.get() == 2);
        containers.stop(ALICE);
        assertThat(lab.status(ALICE)).isEqualTo("stopped");
        assertThat(outcome.get()).isInstanceOf(WakeOutcome.CannotWake.class);
    }

    @Test
    void aDestroyDoesNotWaitForAProvisioningThatHangs() throws Exception {
        Files.createFile(Files.createDirectories(lab.home(ALICE)).resolve("hang"));
        var provisioning = CompletableFuture.supplyAsync(() -> containers.provision(ALICE, "user_1"));
        Until.holds("it starts", () -> lab.engine.starts.get() == 1);
        containers.destroy(ALICE);
        assertThatThrownBy(provisioning::get).hasCauseInstanceOf(ProblemException.class);
        assertThat(lab.engine.count()).isZero();
        assertThat(containers.list(Optional.empty())).isEmpty();
    }

    @Test
    void aHundredWaitForOneStart() throws Exception {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        var hold = new CountDownLatch(1);
        lab.engine.before(name -> {
            if (name.equals("start")) {
                await(hold);
            }
        });
        var outcomes = new ArrayList<CompletableFuture<WakeOutcome>>();
        var waiting = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            outcomes.add(CompletableFuture.supplyAsync(
                    () -> {
                        waiting.incrementAndGet();
                        return containers.awaitAwake(ALICE, PATIENCE);
                    },
                    task -> Thread.ofVirtual().start(task)));
        }
        Until.holds("all have come", () -> waiting.get() == 100);
        Until.holds("it wakes", () -> containers.route(ALICE) == Route.WAKING);
        hold.countDown();
        for (CompletableFuture<WakeOutcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(WakeOutcome.Ready.class);
        }
        assertThat(lab.engine.starts).hasValue(2);
    }

    @Test
    void cpuIsFreeUntilTheBoostIsOverAndFreeAgainForTheNextStart() {
        containers.provision(ALICE, "user_1");
        assertThat(lab.engine.cpuPercent(ALICE)).isEqualTo(ContainerEngine.NO_CPU_LIMIT);
        lab.time.advance(Lab.BOOST);
        assertThat(lab.engine.cpuPercent(ALICE)).isEqualTo(50);
        containers.stop(ALICE);
        assertThat(lab.engine.cpuPercent(ALICE)).isEqualTo(ContainerEngine.NO_CPU_LIMIT);
    }

    @Test
    void whatWasRemovedByHandIsMadeAgainWithItsHomeAndPorts() {
        ContainerRecord before = containers.provision(ALICE, "user_1");
        lab.engine.removeByHand(ALICE);
        containers.start(ALICE);
        ContainerRecord after = containers.find(ALICE).orElseThrow();
        assertThat(after.port()).isEqualTo(before.port());
        assertThat(after.shellPort()).isEqualTo(before.shellPort());
        assertThat(after.containerId()).isNotEqualTo(before.containerId());
        assertThat(lab.home(ALICE).resolve("boots")).hasContent("boot\nboot");
    }

    @Test
    void stopAndDestroySucceedOnWhatIsStoppedOrGone() {
        containers.provision(ALICE, "user_1");
        lab.engine.killByHand(ALICE);
        containers.stop(ALICE);
        containers.stop(ALICE);
        lab.engine.removeByHand(ALICE);
        containers.stop(ALICE);
        containers.destroy(ALICE);
        assertThat(containers.list(Optional.empty())).isEmpty();
        assertProblem("unknown-container", 404, () -> containers.destroy(ALICE));
        assertProblem("unknown-container", 404, () -> containers.stop(ALICE));
        assertProblem("unknown-container", 404, () -> containers.start(ALICE));
    }

    @Test
    void startThawsWhatIsPaused() {
        containers.provision(ALICE, "user_1");
        lab.engine.pauseByHand(ALICE);
        containers.start(ALICE);
        assertThat(Probe.answers(lab.ports + 200)).isTrue();
        assertThat(lab.engine.starts).hasValue(1);
    }

    @Test
    void stopOfAPausedOneIsGraceful() {
        containers.provision(ALICE, "user_1");
        lab.engine.pauseByHand(ALICE);
        containers.stop(ALICE);
        assertThat(lab.home(ALICE).resolve("ends")).hasContent("end");
    }

    @Test
    void aRefusedConnectionMendsTheRow() {
        containers.provision(ALICE, "user_1");
        assertThat(containers.unreachable(ALICE)).isInstanceOf(Route.Awake.class);
        lab.engine.killByHand(ALICE);
        assertThat(containers.route(ALICE)).as("nobody watches in this test").isInstanceOf(Route.Awake.class);
        assertThat(containers.unreachable(ALICE)).isEqualTo(Route.ASLEEP);
        assertThat(lab.status(ALICE)).isEqualTo("stopped");
    }

    @Test
    void oneThatGoesWhileItIsLookedAtIsNotMadeAgain() {
        var looks = new AtomicInteger();
        Containers watched = lab.containers(step -> {
            if (step.equals("after LOOK") && looks.incrementAndGet() == 1) {
                lab.engine.removeByHand(ALICE);
            }
        });
        watched.provision(ALICE, "user_1");
        assertThat(watched.unreachable(ALICE)).isEqualTo(Route.ASLEEP);
        assertThat(lab.engine.count()).isZero();
    }

    @Test
    void theEnginesEventsMendTheRowAtOnce() {
        containers.open();
        containers.provision(ALICE, "user_1");
        lab.engine.killByHand(ALICE);
        Until.holds("the row says stopped", () -> containers.route(ALICE) == Route.ASLEEP);
        lab.engine.startByHand(ALICE);
        Until.holds("it is taken in", () -> containers.route(ALICE) instanceof Route.Awake);
        lab.engine.removeByHand(ALICE);
        Until.holds("the row says stopped again", () -> containers.route(ALICE) == Route.ASLEEP);
    }

    @Test
    void afterTheEngineComesBackRowsAreTrueAgain() {
        containers.open();
        containers.provision(ALICE, "user_1");
        lab.engine.goAway();
        assertProblem("engine-unavailable", 503, () -> containers.stop(ALICE));
        assertThat(lab.status(ALICE)).isEqualTo("stopping");
        lab.engine.comeBack();
        Until.holds("the stop is done", () -> lab.status(ALICE).equals("stopped"));
    }

    @Test
    void unknownContainersOfOursAreLeftAlone() {
        containers.provision(ALICE, "user_1");
        lab.database.write(tx -> tx.execute("DELETE FROM containers"));
        Containers amnesiac = lab.containers();
        amnesiac.reconcile();
        assertThat(lab.engine.count()).isOne();
        assertThat(amnesiac.list(Optional.empty())).isEmpty();
    }

    @Test
    void theProxyMayBeOut() {
        containers.open();
        lab.proxy.out = true;
        containers.provision(ALICE, "user_1");
        lab.time.advance(Duration.ofSeconds(10));
        assertThat(lab.proxy.grants).isEmpty();
        lab.proxy.out = false;
        lab.time.advance(Duration.ofSeconds(3));
        assertThat(lab.proxy.grants)
                .isEqualTo(Map.of(
                        ALICE, lab.text("SELECT token_sha256 FROM containers").getFirst()));

        lab.proxy.grants.clear();
        containers.close();
        containers = lab.containers().open();
        lab.time.advance(Duration.ZERO);
        assertThat(lab.proxy.grants).as("told again after a restart").containsKey(ALICE);

        containers.destroy(ALICE);
        lab.time.advance(Duration.ofSeconds(3));
        assertThat(lab.proxy.grants).isEmpty();
        assertThat(lab.text("SELECT handle FROM token_grants")).isEmpty();
    }

    @Test
    void listsTheNewestFirstAndByStatus() {
        containers.provision(ALICE, "user_1");
        lab.time.advance(Duration.ofMillis(1));
        containers.provision(BOB, "user_2");
        containers.stop(ALICE);
        assertThat(containers.list(Optional.empty()))
                .extracting(ContainerRecord::handle)
                .containsExactly("bob", "alice");
        assertThat(containers.list(Optional.of("stopped")))
                .extracting(ContainerRecord::handle)
                .containsExactly("alice");
        assertThat(containers.list(Optional.of("nonsense"))).isEmpty();
    }

    @Test
    void operationsAreWrittenDown() {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        assertThat(lab.text("SELECT kind || ' -> ' || outcome FROM operations ORDER BY id"))
                .containsExactly("provisioning -> running", "stopping -> stopped");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(String type, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().type()).isEqualTo(type);
            assertThat(e.problem().status()).isEqualTo(status);
        });
    }
}
