package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.ids.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who gets which computer, at which ports.
final class ContainersTest extends OnAFlakyEngine {
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
}
