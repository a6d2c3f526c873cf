package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.testkit.docker.DockerFixture;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The life of a container on the real engine.
@Tag("docker")
final class DockerLifecycleTest {
    private final World world = World.of(DockerFixture.create());
    private final Containers containers = world.containers();

    @AfterEach
    void close() throws Exception {
        containers.close();
        world.close();
    }

    @Test
    void livesItsWholeLife() throws Exception {
        Handle alice = world.handle("alice");
        ContainerRecord record = containers.provision(alice, "user_1");
        assertThat(record.status()).isEqualTo("running");
        assertThat(Files.readString(world.home(alice).resolve("boots"))).isEqualTo("boot\n");
        assertThat(containers.route(alice)).isEqualTo(new Route.Awake(record.port(), record.shellPort()));

        containers.stop(alice);
        assertThat(containers.route(alice)).isEqualTo(Route.ASLEEP);
        assertThat(Files.readString(world.home(alice).resolve("ends"))).isEqualTo("end\n");

        assertThat(containers.awaitAwake(alice, Duration.ofSeconds(20)))
                .isEqualTo(new WakeOutcome.Ready(record.port(), record.shellPort()));
        assertThat(Files.readString(world.home(alice).resolve("boots"))).isEqualTo("boot\nboot\n");

        containers.destroy(alice);
        assertThat(containers.list(Optional.empty())).isEmpty();
        assertThat(world.docker.containers(world.installation)).isEmpty();
        assertThat(world.home(alice).resolve("boots")).exists();
    }
}
