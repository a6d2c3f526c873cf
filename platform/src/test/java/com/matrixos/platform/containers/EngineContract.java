package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.matrixos.platform.containers.ContainerEngine.Happening;
import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.platform.containers.Sighting.Condition;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ContainerEngine] must do. Whoever writes an adapter extends this.
abstract class EngineContract {
    static final Duration GRACE = Duration.ofSeconds(5);

    ContainerEngine engine;
    Handle alice;
    Path home;
    ContainerSpec spec;

    /// The engine to be tried, with its image at hand.
    abstract ContainerEngine engine();

    /// An engine that has no image.
    abstract ContainerEngine engineWithoutImage();

    /// An engine that does not answer.
    abstract ContainerEngine deadEngine();

    abstract Handle handle(String name);

    /// The first of a few free ports.
    abstract int ports();

    abstract Path homes();

    /// Pauses behind the engine's back.
    abstract void pause(String id, Handle handle);

    /// Makes a container of the handle's name that nobody labelled.
    abstract void makeForeign(Handle handle);

    @BeforeEach
    void prepare() throws IOException {
        engine = engine();
        alice = handle("alice");
        var folders = new Homes(homes());
        ContainerSpec.Owner owner = folders.prepare(alice);
        home = folders.of(alice);
        spec = new ContainerSpec(alice, "user_1", ports() + 1, ports(), home, owner, Map.of("GREETING", "hello"));
        engine.ensureNetwork();
    }

    @AfterEach
    void removeAlice() {
        engine.inspect(alice).filter(Sighting::ours).ifPresent(seen -> engine.remove(seen.id()));
    }

    @Test
    void theNetworkIsMadeOnceAndHasTheHostInIt() {
        String host = engine.ensureNetwork();
        assertThat(host).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(engine.ensureNetwork()).isEqualTo(host);
    }

    @Test
    void whatIsMadeIsStoppedAndOurs() {
        String id = engine.create(spec);
        assertThat(engine.inspect(alice))
                .contains(new Sighting(
                        id,
                        alice,
                        "user_1",
                        true,
                        Condition.STOPPED,
                        0,
                        0,
                        Optional.empty(),
                        engine.image().id()));
        assertThat(engine.list()).extracting(Sighting::id).contains(id);
    }

    @Test
    void nobodyIsNotSeen() {
        assertThat(engine.inspect(handle("nobody"))).isEmpty();
    }

    @Test
    void aNameIsGivenOnce() {
        engine.create(spec);
        assertKind(Kind.NAME_TAKEN, () -> engine.create(spec));
    }

    @Test
    void aForeignContainerIsSeenAndNotOurs() {
        makeForeign(alice);
        assertThat(engine.inspect(alice)).get().satisfies(seen -> {
            assertThat(seen.ours()).isFalse();
            assertThat(seen.userId()).isEmpty();
        });
        assertThat(engine.list()).extracting(Sighting::handle).doesNotContain(alice);
        assertKind(Kind.NAME_TAKEN, () -> engine.create(spec));
    }

    @Test
    void withoutAnImageNothingIsMade() {
        assertKind(Kind.IMAGE_MISSING, () -> engineWithoutImage().create(spec));
        assertThat(engine.inspect(alice)).isEmpty();
    }

    @Test
    void startsOnceAndAnswersOnBothPorts() throws IOException {
        String id = engine.create(spec);
        engine.start(id);
        awaitAnswers();
        Until.holds("the shell answers", () -> Probe.answers(spec.shellPort()));
        engine.start(id);
        assertThat(engine.inspect(alice).orElseThrow().condition()).isEqualTo(Condition.RUNNING);
        assertThat(Files.readString(home.resolve("boots"))).isEqualTo("boot\n");
    }

    @Test
    void stopsGracefullyAndTwiceIsNoMatter() throws IOException {
        String id = running();
        engine.stop(id, GRACE);
        engine.stop(id, GRACE);
        assertThat(Files.readString(home.resolve("ends"))).isEqualTo("end\n");
        assertThat(engine.inspect(alice).orElseThrow().condition()).isEqualTo(Condition.STOPPED);
        assertThat(Probe.answers(spec.gatewayPort())).isFalse();
    }

    @Test
    void aPausedOneIsSeenPausedAndStopsGracefully() throws IOException {
        String id = running();
        pause(id, alice);
        assertThat(engine.inspect(alice).orElseThrow().condition()).isEqualTo(Condition.PAUSED);
        engine.stop(id, GRACE);
        assertThat(Files.readString(home.resolve("ends"))).isEqualTo("end\n");
    }

    @Test
    void startingAPausedOneThawsIt() throws IOException {
        String id = running();
        pause(id, alice);
        engine.start(id);
        awaitAnswers();
        assertThat(engine.inspect(alice).orElseThrow().condition()).isEqualTo(Condition.RUNNING);
        assertThat(Files.readString(home.resolve("boots"))).isEqualTo("boot\n");
    }

    @Test
    void whatRunsOrIsPausedHasAnAddressOnTheNetwork() {
        String host = engine.ensureNetwork();
        String id = running();
        Optional<String> address = engine.inspect(alice).orElseThrow().address();
        assertThat(address).get(as(STRING)).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(address).isNotEqualTo(Optional.of(host));
        assertThat(engine.list())
                .filteredOn(seen -> seen.id().equals(id))
                .extracting(Sighting::address)
                .containsExactly(address);
        pause(id, alice);
        assertThat(engine.inspect(alice).orElseThrow().address()).isEqualTo(address);
        engine.stop(id, GRACE);
        assertThat(engine.inspect(alice).orElseThrow().address()).isEmpty();
    }

    @Test
    void removesWhatRunsAndTwiceIsNoMatter() {
        String id = running();
        engine.remove(id);
        engine.remove(id);
        assertThat(engine.inspect(alice)).isEmpty();
        assertThat(home.resolve("boots")).exists();
    }

    @Test
    void whatIsGoneCannotBeStartedAndNeedNotBeStopped() {
        String id = engine.create(spec);
        engine.remove(id);
        assertKind(Kind.GONE, () -> engine.start(id));
        engine.stop(id, GRACE);
        engine.limitCpu(id, 50);
        assertThat(engine.logs(id, 5)).isEmpty();
        assertThat(engine.measure(id)).isEmpty();
        engine.follow(id, 5, line -> fail("nothing writes: " + line));
    }

    @Test
    void aHeldPortIsNamed() throws IOException {
        try (var held = new ServerSocket(spec.gatewayPort(), 1, InetAddress.getLoopbackAddress())) {
            String id = engine.create(spec);
            assertThatThrownBy(() -> engine.start(id)).isInstanceOfSatisfying(EngineException.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.PORT_TAKEN);
                assertThat(e.port()).isEqualTo(held.getLocalPort());
            });
        }
    }

    @Test
    void cpuIsLimitedStoppedOrRunning() {
        String id = engine.create(spec);
        engine.limitCpu(id, ContainerEngine.NO_CPU_LIMIT);
        assertThat(cpuPercent(id)).isEqualTo(ContainerEngine.NO_CPU_LIMIT);
        engine.start(id);
        engine.limitCpu(id, 50);
        assertThat(cpuPercent(id)).isEqualTo(50);
    }

    /// The limit in force, in percent of one CPU, 0 for none.
    abstract int cpuPercent(String id);

    @Test
    void lastLinesOfOneThatDiesCanBeRead() throws IOException {
        Files.createFile(home.resolve("die"));
        String id = engine.create(spec);
        engine.start(id);
        Until.holds("it has said why", () -> engine.logs(id, 1).equals(List.of("told to die")));
        engine.stop(id, GRACE);
        Until.holds(
                "its exit code is known",
                () -> engine.inspect(alice).orElseThrow().exitCode() == 7);
    }

    @Test
    void theLogIsFollowedToTheEnd() throws Exception {
        Files.createFile(home.resolve("die"));
        String id = engine.create(spec);
        engine.start(id);
        Until.holds("it has said why", () -> engine.logs(id, 1).equals(List.of("told to die")));
        var lines = new CopyOnWriteArrayList<String>();
        Thread following = Thread.ofVirtual().start(() -> engine.follow(id, 1, lines::add));
        Until.holds("it is told", () -> lines.contains("told to die"));
        // An engine that restarts what dies may go on telling.
        engine.stop(id, GRACE);
        assertThat(following.join(Duration.ofSeconds(10))).isTrue();
        assertThat(lines).containsOnly("told to die");
    }

    @Test
    void followingEndsWithTheThreadOrTheContainer() throws InterruptedException {
        String id = running();
        Thread following = Thread.ofVirtual().start(() -> engine.follow(id, 5, _ -> {}));
        following.interrupt();
        assertThat(following.join(Duration.ofSeconds(10))).isTrue();
        Thread another = Thread.ofVirtual().start(() -> engine.follow(id, 5, _ -> {}));
        engine.stop(id, GRACE);
        assertThat(another.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void whatRunsCanBeMeasured() {
        String id = engine.create(spec);
        assertThat(engine.measure(id)).isEmpty();
        engine.start(id);
        awaitAnswers();
        Measure first = engine.measure(id).orElseThrow();
        assertThat(first.memoryBytes()).isPositive().isLessThanOrEqualTo(first.memoryLimitBytes());
        assertThat(first.cpuNanos()).isPositive();
        assertThat(first.processes()).isPositive();
        assertThat(engine.measure(id).orElseThrow().cpuNanos()).isGreaterThanOrEqualTo(first.cpuNanos());
        pause(id, alice);
        assertThat(engine.measure(id)).isPresent();
        engine.stop(id, GRACE);
        assertThat(engine.measure(id)).isEmpty();
    }

    @Test
    void theImageIsTheOneThatContainersAreMadeFrom() {
        engine.create(spec);
        assertThat(engine.list())
                .extracting(Sighting::image)
                .contains(engine.image().id());
        assertKind(Kind.IMAGE_MISSING, () -> engineWithoutImage().image());
    }

    @Test
    void tellsWhatHappensUntilInterrupted() throws InterruptedException {
        var told = new CopyOnWriteArrayList<Happening>();
        var connected = new AtomicInteger();
        Thread watching = Thread.ofVirtual()
                .start(() -> engine.watch(new ContainerEngine.Watcher() {
                    @Override
                    public void connected() {
                        connected.incrementAndGet();
                    }

                    @Override
                    public void happened(Handle handle, Happening what) {
                        if (handle.equals(alice)) {
                            told.add(what);
                        }
                    }
                }));
        Until.holds("connected", () -> connected.get() == 1);
        String id = running();
        engine.stop(id, GRACE);
        engine.remove(id);
        Until.holds("told of the end", () -> told.contains(Happening.REMOVED));
        assertThat(told).containsExactly(Happening.STARTED, Happening.DIED, Happening.REMOVED);
        watching.interrupt();
        watching.join(Duration.ofSeconds(10));
        assertThat(watching.isAlive()).isFalse();
    }

    @Test
    void oneThatDoesNotAnswerSaysSo() {
        ContainerEngine dead = deadEngine();
        assertKind(Kind.UNAVAILABLE, dead::ensureNetwork);
        assertKind(Kind.UNAVAILABLE, () -> dead.create(spec));
        assertKind(Kind.UNAVAILABLE, () -> dead.inspect(alice));
        assertKind(Kind.UNAVAILABLE, () -> dead.stop("any", GRACE));
        assertKind(Kind.UNAVAILABLE, () -> dead.measure("any"));
        assertKind(Kind.UNAVAILABLE, () -> dead.follow("any", 1, _ -> {}));
        assertKind(Kind.UNAVAILABLE, dead::image);
        assertKind(Kind.UNAVAILABLE, () -> dead.watch(new SilentWatcher()));
    }

    private String running() {
        String id = engine.create(spec);
        engine.start(id);
        awaitAnswers();
        return id;
    }

    private void awaitAnswers() {
        Until.holds("the gateway answers", () -> Probe.answers(spec.gatewayPort()));
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static final class SilentWatcher implements ContainerEngine.Watcher {
        @Override
        public void connected() {}

        @Override
        public void happened(Handle handle, Happening what) {}
    }
}
