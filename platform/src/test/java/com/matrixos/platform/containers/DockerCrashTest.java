package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.testkit.docker.DockerFixture;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Like [CrashTest], on the real engine: the platform is gone at every step of every operation, and what it
/// had asked the engine for goes on without it.
@Tag("docker")
final class DockerCrashTest {
    /// Not an exception, so that nothing catches it: the process would be gone.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final World world = World.of(DockerFixture.create());
    private final Handle alice = world.handle("alice");

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void provisioningConverges() throws Exception {
        everywhere(_ -> {}, containers -> containers.provision(alice, "user_1"), List.of("running"));
    }

    @Test
    void stoppingConverges() throws Exception {
        everywhere(
                containers -> containers.provision(alice, "user_1"),
                containers -> containers.stop(alice),
                List.of("running", "stopped"));
    }

    @Test
    void startingConverges() throws Exception {
        everywhere(this::makeStopped, containers -> containers.start(alice), List.of("running", "stopped"));
    }

    @Test
    void destroyingConverges() throws Exception {
        everywhere(
                containers -> containers.provision(alice, "user_1"),
                containers -> containers.destroy(alice),
                List.of("running"));
    }

    private void makeStopped(Containers containers) {
        containers.provision(alice, "user_1");
        containers.stop(alice);
    }

    private void everywhere(Consumer<Containers> before, Consumer<Containers> operation, List<String> statuses)
            throws Exception {
        var steps = new ArrayList<String>();
        before.accept(world.containers());
        operation.accept(world.containers(world.engine, world.scheduler, steps::add));
        // What comes later, when the boost is over, is not the operation's.
        int count = steps.size();
        assertThat(count).isPositive();
        clean();
        for (int end = 0; end < count; end++) {
            before.accept(world.containers());
            var left = new int[] {end};
            Containers doomed = world.containers(world.engine, world.scheduler, _ -> {
                if (left[0]-- == 0) {
                    throw new Killed();
                }
            });
            assertThatThrownBy(() -> operation.accept(doomed)).isInstanceOf(Killed.class);
            converges("killed " + steps.get(end), statuses);
            clean();
        }
    }

    /// A new platform on the same database makes rows and engine agree.
    private void converges(String when, List<String> statuses) throws Exception {
        List<String> homeBefore = home();
        Containers next = world.containers();
        next.reconcile();
        List<ContainerRecord> records = next.list(Optional.empty());
        assertThat(world.docker.containers(world.installation)).as(when).hasSize(records.size());
        assertThat(world.rows("port_assignments")).as(when).isEqualTo(2 * records.size());
        for (ContainerRecord record : records) {
            assertThat(record.status()).as(when).isIn(statuses);
            boolean runs = world.docker
                    .docker("inspect", "-f", "{{.State.Running}}", String.valueOf(record.containerId()))
                    .equals("true");
            assertThat(runs).as(when).isEqualTo(record.status().equals("running"));
            assertThat(next.awaitAwake(alice, Duration.ofSeconds(60))).as(when).isInstanceOf(WakeOutcome.Ready.class);
        }
        assertThat(home()).as(when).containsAll(homeBefore);
    }

    private List<String> home() throws Exception {
        var boots = world.home(alice).resolve("boots");
        return Files.exists(boots) ? Files.readAllLines(boots) : List.of();
    }

    private void clean() {
        Containers last = world.containers();
        if (last.find(alice).isPresent()) {
            last.destroy(alice);
        }
        assertThat(world.docker.containers(world.installation)).isEmpty();
    }
}
