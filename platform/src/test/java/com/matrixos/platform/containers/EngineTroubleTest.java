package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of computers when the engine, or the proxy, is away, fails or knows better.
final class EngineTroubleTest extends OnAFlakyEngine {
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
}
