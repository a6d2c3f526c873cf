package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.http.ProblemException;
import com.matrixos.testkit.time.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new container in the place of an old one, and what is written down of all that happens.
final class UpdateTest {
    private static final Handle ALICE = Handle.of("alice");

    @TempDir
    Path folder;

    private Lab lab;
    private Containers containers;
    private History history;
    private String old;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        containers = lab.containers();
        history = new History(lab.database);
        containers.provision(ALICE, "user_1");
        old = alice().containerId();
    }

    @AfterEach
    void close() throws SQLException {
        containers.close();
        lab.close();
    }

    @Test
    void whatRunsRunsAgainFromThePresentImage() throws Exception {
        ContainerRecord before = alice();
        Files.writeString(lab.home(ALICE).resolve("letter"), "dear");
        String token = lab.proxy.grants.getOrDefault(ALICE, "");
        lab.engine.build("sha256:2", Instant.parse("2026-02-14T00:00:00Z"));
        containers.update(ALICE);
        assertThat(alice().status()).isEqualTo("running");
        assertThat(alice().containerId()).isNotEqualTo(old);
        assertThat(alice().port()).isEqualTo(before.port());
        assertThat(lab.home(ALICE).resolve("letter")).hasContent("dear");
        assertThat(lab.home(ALICE).resolve("ends")).hasContent("end\n");
        assertThat(lab.engine.list()).extracting(Sighting::image).containsExactly("sha256:2");
        containers.reconcile();
        containers.open();
        lab.time.advance(Duration.ofSeconds(3));
        assertThat(lab.proxy.grants.get(ALICE)).isNotEqualTo(token);
    }

    @Test
    void whatSleepsGoesOnSleepingAndWakesFromThePresentImage() {
        containers.stop(ALICE);
        lab.engine.build("sha256:2", Instant.parse("2026-02-14T00:00:00Z"));
        containers.update(ALICE);
        assertThat(alice().status()).isEqualTo("stopped");
        assertThat(lab.engine.count()).isZero();
        containers.start(ALICE);
        assertThat(lab.engine.list()).extracting(Sighting::image).containsExactly("sha256:2");
    }

    @Test
    void whoWasInvitedStaysInvited() {
        lab.database.write(
                tx -> tx.execute("INSERT INTO accounts (id, handle, skeleton, email, role, state, created_at)"
                        + " VALUES ('usr_bob', 'bob', 'bob', '', 'user', 'active', '2026-02-15T11:30:18.123Z')"));
        lab.database.write(tx -> tx.execute("INSERT INTO people (handle, account_id, rights, invited_at)"
                + " VALUES ('alice', 'usr_bob', 'viewer', '2026-02-15T11:30:18.123Z')"));
        containers.update(ALICE);
        assertThat(lab.text("SELECT rights FROM people")).containsExactly("viewer");
    }

    @Test
    void withoutAnImageNothingIsTouched() {
        lab.engine.loseImage();
        assertThatThrownBy(() -> containers.update(ALICE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo("image-missing"));
        assertThat(alice().status()).isEqualTo("running");
        assertThat(alice().containerId()).isEqualTo(old);
        assertThat(lab.home(ALICE).resolve("ends")).doesNotExist();
    }

    @Test
    void whatDidNotComeUpMayComeUpFromAnother() throws Exception {
        containers.stop(ALICE);
        Files.createFile(lab.home(ALICE).resolve("die"));
        assertThatThrownBy(() -> containers.start(ALICE)).isInstanceOf(ProblemException.class);
        assertThat(history.latestChange(ALICE)).get().satisfies(change -> {
            assertThat(change.outcome()).isEqualTo("failed");
            assertThat(change.detail()).contains("exit code 7");
        });
        Files.delete(lab.home(ALICE).resolve("die"));
        containers.update(ALICE);
        assertThat(alice().status()).isEqualTo("running");
    }

    @Test
    void itIsWrittenDownWhy() {
        containers.stop(ALICE);
        containers.awaitAwake(ALICE, Duration.ofSeconds(20));
        containers.update(ALICE);
        lab.engine.killByHand(ALICE);
        containers.unreachable(ALICE);
        containers.start(ALICE);
        containers.open();
        lab.time.advance(Lab.IDLE.plus(Lab.IDLE_CHECK).plus(Duration.ofSeconds(1)));
        Until.holds("it sleeps", () -> alice().status().equals("stopped"));
        assertThat(lab.text("SELECT kind || ' ' || cause || ' ' || outcome FROM operations ORDER BY id"))
                .containsExactly(
                        "provisioning asked running",
                        "stopping asked stopped",
                        "starting opened running",
                        "starting updated running",
                        "stopped found stopped",
                        "starting asked running",
                        "stopping idle stopped");
        assertThat(history.wakes(2))
                .hasSize(2)
                .allSatisfy(wake -> assertThat(wake).isGreaterThanOrEqualTo(Duration.ZERO));
    }

    @Test
    void memoryThatRanOutIsToldAndCounted() {
        var told = new CopyOnWriteArrayList<Handle>();
        containers.open();
        containers.onChanged(told::add);
        Until.holds("it hears the engine", () -> {
            lab.engine.runOutOfMemory(ALICE);
            return history.outOfMemory(lab.time.instant()) > 0;
        });
        Until.holds("it is told", () -> told.contains(ALICE));
        assertThat(history.ranOutOfMemory(ALICE, lab.time.instant())).isTrue();
        assertThat(history.outOfMemory(lab.time.instant().plusMillis(1))).isZero();
        assertThat(history.latestChange(ALICE).orElseThrow().kind()).isEqualTo("provisioning");
    }

    private ContainerRecord alice() {
        return containers.find(ALICE).orElseThrow();
    }
}
