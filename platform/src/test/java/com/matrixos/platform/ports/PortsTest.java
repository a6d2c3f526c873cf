package com.matrixos.platform.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import com.matrixos.base.sqlite.Database;
import com.matrixos.testkit.time.ManualScheduler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {
    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.EPOCH);
    private final Set<Integer> held = new HashSet<>();
    private final Ports ports = new Ports(4001, 3001, 3, time, port -> !held.contains(port));
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("platform.db"), "db/platform");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void twoPoolsLowestFirst() {
        assertThat(reserve("alice")).isEqualTo(new Ports.Pair(4001, 3001));
        assertThat(reserve("bob")).isEqualTo(new Ports.Pair(4002, 3002));
    }

    @Test
    void releasedOnesAreRecycled() {
        reserve("alice");
        reserve("bob");
        release("alice");
        assertThat(reserve("carol")).isEqualTo(new Ports.Pair(4001, 3001));
        assertThat(reserve("dave")).isEqualTo(new Ports.Pair(4003, 3003));
    }

    @Test
    void heldOnesAreSkippedInTheirPoolOnly() {
        held.add(4001);
        assertThat(reserve("alice")).isEqualTo(new Ports.Pair(4002, 3001));
    }

    @Test
    void shunnedOnesAreSkippedForAMinute() {
        ports.shun(3001);
        assertThat(reserve("alice")).isEqualTo(new Ports.Pair(4001, 3002));
        time.advance(Duration.ofMinutes(1));
        assertThat(reserve("bob")).isEqualTo(new Ports.Pair(4002, 3001));
    }

    @Test
    void anEmptyPoolIsAProblemAndTakesNothing() {
        held.addAll(Set.of(3001, 3002, 3003));
        assertThatThrownBy(() -> reserve("alice")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().type()).isEqualTo("ports-exhausted");
            assertThat(e.problem().status()).isEqualTo(503);
        });
        assertThat(database.<Integer>read(tx -> tx.createQuery("SELECT COUNT(*) FROM port_assignments")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }

    @Test
    void poolsThatOverlapNeverGiveAPortTwice() {
        var overlapping = new Ports(4001, 4001, 4, time, _ -> true);
        Ports.Pair pair = database.write(tx -> overlapping.reserve(tx, "alice"));
        assertThat(pair).isEqualTo(new Ports.Pair(4001, 4002));
    }

    @Test
    void aListenerOnThisMachineIsSeen() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            int port = listener.getLocalPort();
            var real = new Ports(port, 1, 1, time);
            assertThatThrownBy(() -> database.write(tx -> real.reserve(tx, "alice")))
                    .isInstanceOf(ProblemException.class);
        }
    }

    private Ports.Pair reserve(String handle) {
        return database.write(tx -> ports.reserve(tx, handle));
    }

    private void release(String handle) {
        database.write(tx -> {
            ports.release(tx, handle);
            return handle;
        });
    }
}
