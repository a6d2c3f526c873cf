package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import com.matrixos.testkit.docker.DockerFixture;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The life of containers on the real engine, and what people and programs do to it.
@Tag("docker")
final class DockerLifecycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = World.of(DockerFixture.create());
    private final Handle alice = world.handle("alice");
    private Containers containers = world.containers();

    @AfterEach
    void close() throws Exception {
        containers.close();
        world.close();
    }

    @Test
    void livesItsWholeLife() throws Exception {
        ContainerRecord record = containers.provision(alice, "user_1");
        assertThat(record.status()).isEqualTo("running");
        assertThat(boots()).isEqualTo(1);
        assertThat(containers.route(alice)).isEqualTo(new Route.Awake(record.port(), record.shellPort()));

        containers.stop(alice);
        assertThat(containers.route(alice)).isEqualTo(Route.ASLEEP);
        assertThat(Files.readString(world.home(alice).resolve("ends"))).isEqualTo("end\n");

        assertThat(containers.awaitAwake(alice, PATIENCE))
                .isEqualTo(new WakeOutcome.Ready(record.port(), record.shellPort()));
        assertThat(boots()).isEqualTo(2);

        containers.destroy(alice);
        assertThat(containers.list(Optional.empty())).isEmpty();
        assertThat(world.docker.containers(world.installation)).isEmpty();
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void isMadeWithTheLimitsAndTheHardeningPromised() {
        ContainerRecord record = containers.provision(alice, "user_1");
        String name = "matrixos-" + alice;
        assertThat(inspect(name, "{{.Id}}")).isEqualTo(record.containerId());
        assertThat(inspect(name, "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}"))
                .isEqualTo("67108864 67108864");
        assertThat(inspect(name, "{{.HostConfig.PidsLimit}} {{.HostConfig.Init}} {{.HostConfig.CapDrop}}"))
                .isEqualTo("256 true [ALL]");
        assertThat(inspect(name, "{{.HostConfig.SecurityOpt}} {{.HostConfig.RestartPolicy.Name}}"))
                .isEqualTo("[no-new-privileges] unless-stopped");
        assertThat(inspect(name, "{{json .HostConfig.LogConfig}}"))
                .isEqualTo("{\"Type\":\"json-file\",\"Config\":{\"max-file\":\"3\",\"max-size\":\"5m\"}}");
        assertThat(inspect(name, "{{json .HostConfig.PortBindings}}"))
                .isEqualTo("{\"3000/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"" + record.shellPort()
                        + "\"}],\"4000/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"" + record.port() + "\"}]}");
        assertThat(inspect(name, "{{range .Mounts}}{{.Type}} {{.Source}} {{.Destination}};{{end}}"))
                .isEqualTo("bind " + world.home(alice) + " /home/matrixos/home;");
        assertThat(inspect(name, "{{json .Config.Labels}}"))
                .contains("\"com.matrixos.installation\":\"" + world.installation + "\"")
                .contains("\"com.matrixos.handle\":\"" + alice + "\"")
                .contains("\"com.matrixos.user\":\"user_1\"");
        assertThat(inspect(name, "{{range .Config.Env}}{{println .}}{{end}}").lines())
                .contains("MATRIX_HANDLE=" + alice, "PORT=4000", "SHELL_PORT=3000")
                .anyMatch(line -> line.startsWith("ANTHROPIC_AUTH_TOKEN=mx_"))
                .anyMatch(line -> line.matches("PROXY_URL=http://[0-9.]+:8080"));
        assertThat(world.docker.docker(
                        "network",
                        "inspect",
                        "-f",
                        "{{index .Options \"com.docker.network.bridge.enable_icc\"}}",
                        world.docker.network()))
                .isEqualTo("false");
    }

    @Test
    void twoHundredWaitForOneStart() throws Exception {
        containers.open();
        containers.provision(alice, "user_1");
        containers.stop(alice);
        Instant since = Instant.now();
        List<WakeOutcome> outcomes = concurrently(200, _ -> containers.awaitAwake(alice, PATIENCE));
        ContainerRecord record = containers.find(alice).orElseThrow();
        assertThat(outcomes).hasSize(200).containsOnly(new WakeOutcome.Ready(record.port(), record.shellPort()));
        assertThat(startsSince(since)).isEqualTo(1);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void twentyAtOnceGetPortsOfTheirOwnAndLeaveNothing() throws Exception {
        List<ContainerRecord> records = concurrently(20, i -> containers.provision(world.handle("u" + i), "user_" + i));
        assertThat(records).extracting(ContainerRecord::port).doesNotHaveDuplicates();
        assertThat(records).extracting(ContainerRecord::shellPort).doesNotHaveDuplicates();
        assertThat(records).extracting(ContainerRecord::status).containsOnly("running");
        concurrently(20, i -> {
            containers.destroy(world.handle("u" + i));
            return i;
        });
        assertThat(world.docker.containers(world.installation)).isEmpty();
        assertThat(rows("containers")).isZero();
        assertThat(rows("port_assignments")).isZero();
    }

    @Test
    void twentyThatFailLeaveNothing() throws Exception {
        try (World imageless = World.of(world.docker, "matrixos-testkit:none", world.installation + "-x")) {
            Containers failing = imageless.containers();
            List<String> types = concurrently(20, i -> {
                try {
                    failing.provision(imageless.handle("f" + i), "user_" + i);
                    return "made";
                } catch (ProblemException e) {
                    return e.problem().type();
                }
            });
            assertThat(types).hasSize(20).containsOnly("image-missing");
            for (String table : List.of("containers", "port_assignments", "handle_owners")) {
                assertThat(imageless.rows(table)).as(table).isZero();
            }
            assertThat(world.docker.containers(imageless.installation)).isEmpty();
            try (var left = Files.list(imageless.folder.resolve("users"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void whatWasRemovedByHandComesBackWithItsHomeAndPorts() throws Exception {
        ContainerRecord before = containers.provision(alice, "user_1");
        world.docker.docker("rm", "-f", "matrixos-" + alice);
        containers.start(alice);
        ContainerRecord after = containers.find(alice).orElseThrow();
        assertThat(after.port()).isEqualTo(before.port());
        assertThat(after.shellPort()).isEqualTo(before.shellPort());
        assertThat(after.containerId()).isNotEqualTo(before.containerId());
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void aNetworkRemovedByHandComesBackToo() throws Exception {
        containers.provision(alice, "user_1");
        containers.stop(alice);
        world.docker.docker("network", "rm", world.docker.network());
        assertThat(containers.awaitAwake(alice, PATIENCE)).isInstanceOf(WakeOutcome.Ready.class);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void aPausedOneStopsGracefully() throws Exception {
        containers.provision(alice, "user_1");
        world.docker.docker("pause", "matrixos-" + alice);
        containers.stop(alice);
        assertThat(Files.readString(world.home(alice).resolve("ends"))).isEqualTo("end\n");
        assertThat(inspect("matrixos-" + alice, "{{.State.ExitCode}}")).isNotEqualTo("137");
    }

    @Test
    void destroyTakesAnyCondition() {
        for (String command : List.of("pause", "stop", "kill", "rm -f", "start")) {
            containers.provision(alice, "user_1");
            var words = new ArrayList<>(List.of(command.split(" ")));
            words.add("matrixos-" + alice);
            world.docker.docker(words.toArray(String[]::new));
            containers.destroy(alice);
            assertThat(containers.find(alice)).as(command).isEmpty();
            assertThat(world.docker.containers(world.installation)).as(command).isEmpty();
        }
    }

    @Test
    void aForeignContainerIsLeftAlone() {
        String id = world.docker.docker("run", "-d", "--name", "matrixos-" + alice, world.docker.image());
        assertThatThrownBy(() -> containers.provision(alice, "user_1"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo("foreign-container");
                    assertThat(e.problem().status()).isEqualTo(409);
                });
        assertThat(inspect("matrixos-" + alice, "{{.Id}} {{.State.Running}}")).isEqualTo(id + " true");
        assertThat(world.rows("containers")).isZero();
        assertThat(world.home(alice)).doesNotExist();
    }

    @Test
    void twoInstallationsDoNotTouchEachOthers() throws Exception {
        containers.open();
        containers.provision(alice, "user_1");
        try (World other = World.of(world.docker, world.docker.image(), world.installation + "-b")) {
            Containers others = other.containers().open();
            others.reconcile();
            assertThatThrownBy(() -> others.provision(alice, "user_1"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().type()).isEqualTo("foreign-container"));
            Handle bob = other.handle("bob");
            // The first installation holds the lowest ports; the other one finds its own.
            ContainerRecord bobs = others.provision(bob, "user_1");
            assertThat(bobs.port())
                    .isNotEqualTo(containers.find(alice).orElseThrow().port());
            others.destroy(bob);
            assertThat(inspect("matrixos-" + alice, "{{.State.Running}}")).isEqualTo("true");
            assertThat(containers.route(alice)).isInstanceOf(Route.Awake.class);
            others.close();
        }
    }

    @Test
    void aPortThatAnotherContainerTookMeanwhileIsLeftToIt() throws Exception {
        ContainerRecord before = containers.provision(alice, "user_1");
        containers.stop(alice);
        world.docker.docker(
                "run",
                "-d",
                "--name",
                world.docker.handle("squatter"),
                "-p",
                "127.0.0.1:" + before.port() + ":4000",
                world.docker.image());
        assertThat(containers.awaitAwake(alice, PATIENCE)).isInstanceOfSatisfying(WakeOutcome.Ready.class, ready -> {
            assertThat(ready.gatewayPort()).isNotEqualTo(before.port());
            assertThat(ready.shellPort()).isEqualTo(before.shellPort());
        });
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void theRowFollowsWhatPeopleDoByHand() {
        containers.open();
        containers.provision(alice, "user_1");
        world.docker.docker("stop", "-t", "5", "matrixos-" + alice);
        Until.holds("asleep", () -> containers.route(alice) == Route.ASLEEP);
        world.docker.docker("start", "matrixos-" + alice);
        Until.holds("awake", () -> containers.route(alice) instanceof Route.Awake);
        world.docker.docker("rm", "-f", "matrixos-" + alice);
        Until.holds("asleep again", () -> containers.route(alice) == Route.ASLEEP);
    }

    @Test
    void oneThatDiesWhenStartedFailsAtOnceAndIsNotStartedOverAndOver() throws Exception {
        containers.open();
        containers.provision(alice, "user_1");
        containers.stop(alice);
        Files.createFile(world.home(alice).resolve("die"));
        assertThat(containers.awaitAwake(alice, PATIENCE)).isInstanceOf(WakeOutcome.CannotWake.class);
        assertThat(containers.find(alice).orElseThrow().status()).isEqualTo("failed");
        assertThat(inspect("matrixos-" + alice, "{{.State.Status}}")).isEqualTo("exited");
    }

    @Test
    void oneThatCrashesIsBroughtBackByTheEngineAndWaitedFor() throws Exception {
        containers.open();
        containers.provision(alice, "user_1");
        world.docker.tryDocker("exec", "matrixos-" + alice, "/bin/busybox", "sh", "-c", "kill -9 $(cat /tmp/pid)");
        Until.holds("started again", () -> boots() == 2);
        Until.holds(
                "awake", () -> containers.route(alice) instanceof Route.Awake(int port, var _) && Probe.answers(port));
    }

    @Test
    void cpuIsLiftedForTheStartAndSetBackAfter() {
        containers.provision(alice, "user_1");
        assertThat(quota()).isIn("0", "-1");
        Until.holds("the boost is over", () -> quota().equals("50000"));
        containers.stop(alice);
        assertThat(quota()).isIn("0", "-1");
    }

    @Test
    void aNewPlatformFindsWhatRuns() {
        ContainerRecord before = containers.provision(alice, "user_1");
        containers.close();
        containers = world.containers();
        assertThat(containers.route(alice)).isEqualTo(new Route.Awake(before.port(), before.shellPort()));
        containers.reconcile();
        assertThat(containers.find(alice)).contains(before);
        assertThat(quota()).as("the boost that was cut short").isEqualTo("50000");
    }

    private interface Indexed<T> {
        T at(int index);
    }

    private static <T> List<T> concurrently(int count, Indexed<T> task) throws Exception {
        var futures = new ArrayList<CompletableFuture<T>>();
        for (int i = 0; i < count; i++) {
            int index = i;
            Supplier<T> supplier = () -> task.at(index);
            futures.add(CompletableFuture.supplyAsync(
                    supplier, run -> Thread.ofVirtual().start(run)));
        }
        var results = new ArrayList<T>();
        for (CompletableFuture<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private String inspect(String name, String format) {
        return world.docker.docker("inspect", "-f", format, name);
    }

    private String quota() {
        return inspect("matrixos-" + alice, "{{.HostConfig.CpuQuota}}");
    }

    private long startsSince(Instant since) {
        String events = world.docker.docker(
                "events",
                "--since",
                Long.toString(since.getEpochSecond()),
                "--until",
                Long.toString(Instant.now().getEpochSecond() + 1),
                "--filter",
                "event=start",
                "--filter",
                "container=matrixos-" + alice,
                "--format",
                "{{.TimeNano}}");
        long sinceNanos = since.getEpochSecond() * 1_000_000_000L + since.getNano();
        return events.lines()
                .filter(line -> !line.isBlank() && Long.parseLong(line.strip()) >= sinceNanos)
                .count();
    }

    private int rows(String table) {
        return world.rows(table);
    }

    private int boots() {
        Path boots = world.home(alice).resolve("boots");
        try {
            return Files.readAllLines(boots).size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
