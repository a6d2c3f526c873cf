package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Computers that start, hang, die and stop.
final class StartsAndStopsTest extends OnAFlakyEngine {
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
}
