package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ends the platform at every single step of every operation, and starts another on the same database.
final class CrashTest {
    private static final Handle ALICE = Handle.of("alice");

    /// Not an exception, so that nothing catches it: the process would be gone.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    @Test
    void provisioningIsFinished() throws Exception {
        everywhere("provision", containers -> {}, containers -> containers.provision(ALICE, "user_1"), lab -> {
            ContainerRecord record = lab.containers().find(ALICE).orElseThrow();
            assertThat(record.status()).isEqualTo("running");
            assertThat(Probe.answers(record.port())).isTrue();
        });
    }

    @Test
    void stoppingIsFinished() throws Exception {
        everywhere(
                "stop",
                CrashTest::provision,
                containers -> containers.stop(ALICE),
                lab -> assertThat(lab.status(ALICE)).isIn("stopped", "running"));
    }

    @Test
    void startingIsFinished() throws Exception {
        everywhere(
                "start",
                containers -> {
                    provision(containers);
                    containers.stop(ALICE);
                },
                containers -> containers.start(ALICE),
                lab -> assertThat(lab.status(ALICE)).isIn("stopped", "running"));
    }

    @Test
    void makingAgainIsFinished() throws Exception {
        everywhere(
                "start of one removed by hand",
                containers -> {
                    provision(containers);
                    containers.stop(ALICE);
                },
                containers -> containers.start(ALICE),
                lab -> assertThat(lab.status(ALICE)).isIn("stopped", "running"),
                lab -> lab.engine.removeByHand(ALICE));
    }

    @Test
    void updatingWhatRunsIsFinished() throws Exception {
        everywhere(
                "update",
                CrashTest::provision,
                containers -> containers.update(ALICE),
                lab -> assertThat(lab.status(ALICE)).isEqualTo("running"));
    }

    @Test
    void updatingWhatSleepsIsFinished() throws Exception {
        everywhere(
                "update of one that sleeps",
                containers -> {
                    provision(containers);
                    containers.stop(ALICE);
                },
                containers -> containers.update(ALICE),
                lab -> assertThat(lab.status(ALICE)).isEqualTo("stopped"));
    }

    @Test
    void destroyingIsFinished() throws Exception {
        everywhere(
                "destroy",
                CrashTest::provision,
                containers -> containers.destroy(ALICE),
                lab -> assertThat(lab.text("SELECT status FROM containers")).isIn(List.of(), List.of("running")));
    }

    @Test
    void undoingIsFinished() throws Exception {
        everywhere(
                "undo",
                _ -> {},
                CrashTest::provisionInVain,
                lab -> {
                    assertThat(lab.rows()).isEmpty();
                    assertThat(lab.folders()).isEmpty();
                },
                lab -> lab.engine.loseImage());
    }

    private static void provision(Containers containers) {
        containers.provision(ALICE, "user_1");
    }

    private static void provisionInVain(Containers containers) {
        try {
            containers.provision(ALICE, "user_1");
        } catch (ProblemException e) {
            assertThat(e.problem().type()).isEqualTo("image-missing");
        }
    }

    private interface Check {
        void of(Lab lab) throws IOException;
    }

    private void everywhere(String name, Consumer<Containers> before, Consumer<Containers> operation, Check check)
            throws Exception {
        everywhere(name, before, operation, check, _ -> {});
    }

    /// Counts the operation's steps, then runs it once for each step, ending the world there.
    private void everywhere(
            String name, Consumer<Containers> before, Consumer<Containers> operation, Check check, Consumer<Lab> twist)
            throws Exception {
        var steps = new ArrayList<String>();
        try (Lab lab = lab(name, -1)) {
            before.accept(lab.containers());
            twist.accept(lab);
            operation.accept(lab.containers(steps::add));
        }
        assertThat(steps).as(name).isNotEmpty();
        for (int end = 0; end < steps.size(); end++) {
            try (Lab lab = lab(name, end)) {
                before.accept(lab.containers());
                twist.accept(lab);
                var left = new int[] {end};
                Containers doomed = lab.containers(_ -> {
                    if (left[0]-- == 0) {
                        throw new Killed();
                    }
                });
                assertThatThrownBy(() -> operation.accept(doomed))
                        .as("%s, killed %s", name, steps.get(end))
                        .satisfiesAnyOf(
                                e -> assertThat(e).isInstanceOf(Killed.class),
                                e -> assertThat(e).hasCauseInstanceOf(Killed.class));
                converges(lab, name + ", killed " + steps.get(end), check);
            }
        }
    }

    /// A new platform on the same database makes rows and engine agree, and homes are as they were.
    private static void converges(Lab lab, String when, Check check) throws IOException {
        boolean homeWasThere = Files.exists(lab.home(ALICE).resolve("boots"));
        Containers next = lab.containers();
        next.reconcile();
        assertThat(next.list(Optional.empty()))
                .as(when)
                .allSatisfy(record -> assertThat(record.status()).isIn("running", "stopped"));
        List<ContainerRecord> records = next.list(Optional.empty());
        assertThat(lab.engine.list()).as(when).hasSizeLessThanOrEqualTo(records.size());
        assertThat(lab.rows().getOrDefault("port_assignments", 0)).as(when).isEqualTo(2 * records.size());
        check.of(lab);
        for (ContainerRecord record : records) {
            assertThat(Probe.answers(record.port()))
                    .as(when)
                    .isEqualTo(record.status().equals("running"));
            assertThat(next.awaitAwake(ALICE, Duration.ofSeconds(20))).as(when).isInstanceOf(WakeOutcome.Ready.class);
            assertThat(lab.engine.list())
                    .as(when)
                    .extracting(Sighting::id)
                    .containsExactly(next.find(ALICE).orElseThrow().containerId());
        }
        if (homeWasThere) {
            assertThat(lab.home(ALICE).resolve("boots")).as(when).exists();
        }
    }

    private Lab lab(String name, int number) throws IOException {
        return new Lab(Files.createDirectories(folder.resolve(name + number)));
    }
}
