package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.testkit.time.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the proxy gets to hear of where containers are, from an engine that gives each start another address.
final class BindingsTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Lab lab;
    private Containers containers;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        containers = lab.containers();
    }

    @AfterEach
    void close() throws Exception {
        containers.close();
        lab.close();
    }

    @Test
    void knowsTheAddressBeforeAnybodyIsLetIn() {
        var routes = new CopyOnWriteArrayList<Route>();
        lab.proxy.whenTold = _ -> routes.add(containers.route(ALICE));
        containers.provision(ALICE, "user_1");
        assertThat(lab.proxy.addresses.getLast())
                .isEqualTo(lab.engine.address(ALICE).orElseThrow());
        assertThat(routes).isNotEmpty().containsOnly(Route.WAKING);
    }

    @Test
    void forgetsTheAddressBeforeTheNextStartAndLearnsTheNewOne() {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        var told = new CopyOnWriteArrayList<String>();
        lab.engine.before(name -> {
            if (name.equals("start")) {
                told.addAll(lab.proxy.addresses);
            }
        });
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isInstanceOf(WakeOutcome.Ready.class);
        assertThat(told).containsExactly("172.30.0.2", "unknown");
        assertThat(lab.proxy.addresses).containsExactly("172.30.0.2", "unknown", "172.30.0.3");
    }

    @Test
    void aTokenOfAContainerThatWasMadeAnewIsBoundToItsNewAddress() {
        containers.provision(ALICE, "user_1");
        lab.engine.removeByHand(ALICE);
        containers.start(ALICE);
        assertThat(lab.text("SELECT address FROM token_grants WHERE acknowledged = 1"))
                .containsExactly(lab.engine.address(ALICE).orElseThrow());
        assertThat(lab.proxy.grants.get(ALICE))
                .isEqualTo(lab.text("SELECT token_sha256 FROM containers").getFirst());
    }

    @Test
    void aProxyThatIsOutStopsNobodyAndHearsOfTheAddressLater() {
        containers.open();
        lab.proxy.out = true;
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        containers.start(ALICE);
        assertThat(lab.proxy.addresses).isEmpty();
        lab.proxy.out = false;
        lab.time.advance(Duration.ofSeconds(3));
        assertThat(lab.proxy.addresses).containsExactly("172.30.0.3");
    }

    @Test
    void aProxyThatHangsStopsNobody() {
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        containers.close();
        lab.proxyPatience = Duration.ofMillis(1);
        containers = lab.containers();
        var hold = new CountDownLatch(1);
        lab.proxy.whenTold = _ -> await(hold);
        assertThat(containers.awaitAwake(ALICE, PATIENCE)).isInstanceOf(WakeOutcome.Ready.class);
        assertThat(lab.proxy.addresses).containsExactly("172.30.0.2");
        hold.countDown();
        Until.holds(
                "the proxy knows the address",
                () -> lab.proxy.addresses.getLast().equals("172.30.0.3"));
    }

    @Test
    void anEngineThatCannotSayWhereItIsLeavesTheTokenUnbound() {
        lab.engine.before(name -> {
            if (name.equals("inspect") && lab.engine.starts.get() > 0) {
                throw new EngineException(Kind.REFUSED, "not today");
            }
        });
        containers.provision(ALICE, "user_1");
        lab.time.advance(Duration.ZERO);
        assertThat(lab.proxy.addresses).containsExactly("unknown");
    }

    @Test
    void aContainerThatTheEngineRestartedIsFoundAgain() {
        containers.open();
        containers.provision(ALICE, "user_1");
        lab.engine.killByHand(ALICE);
        lab.engine.startByHand(ALICE);
        String address = lab.engine.address(ALICE).orElseThrow();
        Until.holds(
                "the proxy knows the new address",
                () -> lab.proxy.addresses.getLast().equals(address));
    }

    @Test
    void aContainerThatWasRestartedWhileNobodyWatchedIsFoundAgain() {
        containers.provision(ALICE, "user_1");
        lab.engine.killByHand(ALICE);
        lab.engine.startByHand(ALICE);
        containers.reconcile();
        Until.holds(
                "the proxy knows the new address",
                () -> lab.proxy.addresses.getLast().equals("172.30.0.3"));
        assertThat(lab.engine.starts).hasValue(2);
        List<String> before = List.copyOf(lab.proxy.addresses);
        containers.reconcile();
        assertThat(lab.proxy.addresses).isEqualTo(before);
    }

    @Test
    void behindAnotherProxyNothingIsBound() {
        containers.close();
        containers = lab.containersBehind("http://gateway.internal:8080");
        containers.provision(ALICE, "user_1");
        containers.stop(ALICE);
        containers.start(ALICE);
        lab.time.advance(Duration.ZERO);
        assertThat(lab.proxy.addresses).containsExactly("unknown");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
