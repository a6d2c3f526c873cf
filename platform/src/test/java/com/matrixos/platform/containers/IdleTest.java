package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.relay.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts as activity, and what happens without any.
final class IdleTest {
    private static final Handle ALICE = Handle.of("alice");

    @TempDir
    Path folder;

    private Lab lab;
    private Containers containers;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        containers = lab.containers().open();
        containers.provision(ALICE, "user_1");
    }

    @AfterEach
    void close() throws Exception {
        containers.close();
        lab.close();
    }

    @Test
    void stopsOnlyWhatWasIdleForLongerThanTheTimeout() {
        lab.time.advance(Lab.IDLE);
        assertThat(containers.route(ALICE)).as("idle for exactly the timeout").isInstanceOf(Route.Awake.class);
        lab.time.advance(Lab.IDLE_CHECK);
        assertThat(containers.route(ALICE)).isEqualTo(Route.ASLEEP);
        assertThat(lab.home(ALICE).resolve("ends")).hasContent("end");
    }

    @Test
    void bytesInEitherDirectionKeepItAwake() {
        Meter meter = containers.activity().meter(ALICE);
        for (int i = 0; i < 10; i++) {
            lab.time.advance(Lab.IDLE_CHECK.multipliedBy(3));
            meter.received(1);
            lab.time.advance(Lab.IDLE_CHECK.multipliedBy(3));
            meter.sent(1);
        }
        assertThat(containers.route(ALICE)).isInstanceOf(Route.Awake.class);
        assertThat(containers.activity().seen(ALICE)).isEqualTo(new Activity.Seen(lab.time.instant(), 10, 10, 1));
        meter.closed();
        assertThat(containers.activity().seen(ALICE).openStreams()).isZero();
    }

    @Test
    void anOpenConnectionThatMovesNothingDoesNot() {
        var _ = containers.activity().meter(ALICE);
        lab.time.advance(Lab.IDLE.plus(Lab.IDLE_CHECK));
        assertThat(containers.route(ALICE)).isEqualTo(Route.ASLEEP);
    }

    @Test
    void aRequestThatComesJustBeforeTheStopWins() {
        // The sweep's look says idle, the last one under the actor's lock does not: a request came in between.
        var actor = new ContainerActor(row(), shop(), _ -> {});
        var looks = new AtomicInteger();
        actor.stopIfIdle(() -> looks.getAndIncrement() == 0);
        assertThat(looks).hasValue(2);
        assertThat(actor.route()).isInstanceOf(Route.Awake.class);
        assertThat(lab.status(ALICE)).isEqualTo("running");
    }

    @Test
    void wakingIsActivity() {
        lab.time.advance(Lab.IDLE.plus(Lab.IDLE_CHECK));
        containers.awaitAwake(ALICE, Duration.ofSeconds(20));
        lab.time.advance(Lab.IDLE);
        assertThat(containers.route(ALICE)).isInstanceOf(Route.Awake.class);
    }

    @Test
    void lastActiveIsWrittenDownNowAndThenAndAtTheEnd() {
        Meter meter = containers.activity().meter(ALICE);
        lab.time.advance(Duration.ofSeconds(15));
        String before = written();
        lab.time.advance(Duration.ofSeconds(1));
        meter.sent(1);
        assertThat(written()).as("not at once").isEqualTo(before);
        assertThat(containers.find(ALICE).orElseThrow().lastActive())
                .as("but shown")
                .isEqualTo("2026-02-15T11:30:34.123Z");
        lab.time.advance(Duration.ofSeconds(14));
        assertThat(written()).isEqualTo("2026-02-15T11:30:34.123Z");
        lab.time.advance(Duration.ofSeconds(1));
        meter.sent(1);
        containers.close();
        assertThat(written()).isEqualTo("2026-02-15T11:30:49.123Z");
        assertThat(lab.containers().find(ALICE).orElseThrow().lastActive()).isEqualTo("2026-02-15T11:30:49.123Z");
    }

    private String written() {
        return lab.text("SELECT last_active FROM containers").getFirst();
    }

    private ContainerRow row() {
        return store().list(java.util.Optional.empty()).getFirst();
    }

    private ContainerStore store() {
        return new ContainerStore(
                lab.database,
                new com.matrixos.platform.ports.Ports(lab.ports + 200, lab.ports, 50, lab.time),
                lab.time);
    }

    private Workshop shop() {
        return new Workshop(
                store(),
                lab.engine,
                new Homes(folder.resolve("users")),
                lab.time,
                lab.settings(),
                () -> {},
                new Bindings(store(), lab.engine, new TokenGrants(lab.database, lab.proxy), lab.settings()),
                Workshop.Steps.NONE);
    }
}
