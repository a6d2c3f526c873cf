package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.audit.Entry;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner's own computer over HTTP.
final class OwnComputerTest {
    private static final String PATH = "/api/me/computer";

    @TempDir
    Path folder;

    private SiteLab lab;

    @BeforeEach
    void open() {
        lab = new SiteLab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void whoHasNoneIsToldSo() throws Exception {
        JsonNode none = lab.get("alice", PATH);
        assertThat(none.fieldNames())
                .toIterable()
                .containsExactly(
                        "handle",
                        "url",
                        "state",
                        "cause",
                        "since",
                        "steps",
                        "memory",
                        "cpu",
                        "disk",
                        "lastActive",
                        "sleepsAt",
                        "spend",
                        "version",
                        "samples");
        assertThat(none.get("state").asText()).isEqualTo("none");
        assertThat(none.get("url").asText()).isEqualTo("http://alice.localhost:9000");
        assertThat(lab.send("alice", "POST", PATH + "/start", "").statusCode()).isEqualTo(404);
        assertThat(lab.send("", "GET", PATH, "").statusCode()).isEqualTo(401);
    }

    @Test
    void itIsMadeStepByStep() throws Exception {
        HttpResponse<String> asked = lab.send("alice", "POST", PATH + "/provision", "");
        assertThat(asked.statusCode()).isEqualTo(202);
        JsonNode running = lab.until("alice", PATH, "state", "running");
        assertThat(running.get("cause").asText()).isEqualTo("awake since 11:30 UTC");
        assertThat(running.get("sleepsAt").asText()).isEqualTo("2026-02-15T12:00:18.123Z");
        JsonNode made = untilStep("open", "done");
        assertThat(made.findValuesAsText("name")).containsExactly("account", "storage", "container", "ready", "open");
        assertThat(made.findValuesAsText("state")).containsOnly("done");
        assertThat(done()).contains("computer.requested");
    }

    @Test
    void whatCannotBeMadeSaysWhyAndMayBeTriedAgain() throws Exception {
        lab.host.loseImage();
        lab.send("alice", "POST", PATH + "/provision", "");
        JsonNode failed = lab.until("alice", PATH, "state", "failed");
        assertThat(failed.get("cause").asText()).startsWith("could not be set up: image");
        assertThat(failed.get("cause").asText()).doesNotContain("container");
        lab.host.build("sha256:2");
        lab.send("alice", "POST", PATH + "/provision", "");
        lab.until("alice", PATH, "state", "running");
    }

    @Test
    void itIsStoppedStartedAndUpdated() throws Exception {
        make();
        assertThat(lab.send("alice", "POST", PATH + "/stop", "").statusCode()).isEqualTo(202);
        JsonNode stopped = lab.until("alice", PATH, "state", "stopped");
        assertThat(stopped.get("cause").asText()).isEqualTo("asleep since 11:30 UTC: somebody asked for it");
        assertThat(stopped.get("sleepsAt").isNull()).isTrue();
        lab.send("alice", "POST", PATH + "/start", "");
        lab.until("alice", PATH, "state", "running");
        lab.host.build("sha256:222222222222222");
        lab.host.clock().advance(Duration.ofSeconds(6));
        JsonNode version = lab.get("alice", PATH).get("version");
        assertThat(version.get("outdated").asBoolean()).isTrue();
        assertThat(version.get("available").asText()).isEqualTo("222222222222");
        lab.send("alice", "POST", PATH + "/update", "");
        awaitDone("computer.updated");
        lab.host.clock().advance(Duration.ofSeconds(6));
        assertThat(lab.get("alice", PATH).get("version").get("outdated").asBoolean())
                .isFalse();
        lab.send("alice", "POST", PATH + "/restart", "");
        awaitDone("computer.restarted");
        assertThat(done()).contains("computer.stopped", "computer.started");
    }

    @Test
    void whatNobodyUsesSleepsAndSaysSo() throws Exception {
        make();
        lab.host.containers().open();
        lab.host.clock().advance(Duration.ofMinutes(36));
        JsonNode asleep = lab.until("alice", PATH, "state", "stopped");
        assertThat(asleep.get("cause").asText()).isEqualTo("asleep since 12:05 UTC: nobody used it for 30 minutes");
    }

    @Test
    void whatDoesNotComeUpSaysWhy() throws Exception {
        make();
        lab.host.containers().stop(SiteLab.ALICE);
        Files.createFile(lab.host.home(SiteLab.ALICE).resolve("die"));
        lab.send("alice", "POST", PATH + "/start", "");
        JsonNode failed = lab.until("alice", PATH, "state", "failed");
        assertThat(failed.get("cause").asText())
                .isEqualTo("could not start: it ended with exit code 7 before it answered");
        lab.until("alice", PATH, "state", "failed");
        Until.holds(
                "the failure is written down",
                () -> lab.audit.entries().stream().anyMatch(entry -> entry.outcome() == Entry.Outcome.FAILED));
    }

    @Test
    void spendAndSizeComeFromWhereTheyAreKnown() throws Exception {
        make();
        lab.books.spend("alice", "0.5", "2.25");
        Files.write(lab.host.home(SiteLab.ALICE).resolve("letter"), new byte[1000]);
        lab.host.clock().advance(Duration.ofMinutes(11));
        assertThat(lab.send("alice", "GET", PATH, "").body())
                .contains("\"spend\":{\"todayUsd\":0.500000000,\"monthUsd\":2.250000000,\"dayLimitUsd\":5.000000000,"
                        + "\"monthLimitUsd\":null,\"resetsAt\":\"2026-03-01T00:00:00Z\"}");
        Until.holds("the home is counted", () -> size() >= 1000);
    }

    @Test
    void withoutItsSourcesItIsShownAllTheSame() throws Exception {
        make();
        lab.books.close();
        lab.host.goAway();
        lab.host.clock().advance(Duration.ofSeconds(6));
        JsonNode computer = lab.get("alice", PATH);
        assertThat(computer.get("state").asText()).isEqualTo("running");
        assertThat(computer.get("spend").isNull()).isTrue();
        assertThat(computer.get("version").isNull()).isTrue();
    }

    @Test
    void aComputerOfTheSameHandleThatIsSomebodyElsesIsNotShown() throws Exception {
        lab.host.containers().provision(SiteLab.ALICE, "made_by_hand");
        assertThat(lab.get("alice", PATH).get("state").asText()).isEqualTo("none");
        for (String command : List.of("start", "stop", "restart", "update")) {
            assertThat(lab.send("alice", "POST", PATH + "/" + command, "").statusCode())
                    .isEqualTo(404);
        }
        assertThat(lab.host.containers().find(SiteLab.ALICE).orElseThrow().status())
                .isEqualTo("running");
    }

    @Test
    void aProgramMayDoWhatItsTokenSays() throws Exception {
        make();
        String[] token = {"authorization", "Bearer mat_looks"};
        assertThat(lab.sendWith("GET", PATH, token).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = lab.sendWith("POST", PATH + "/stop", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("scope-missing");
    }

    @Test
    void anotherSitesPageStopsNothing() throws Exception {
        make();
        assertThat(lab.sendWith("POST", PATH + "/stop", "origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    private void make() throws Exception {
        lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
    }

    private long size() {
        try {
            return lab.get("alice", PATH).path("disk").path("usedBytes").asLong();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode untilStep(String name, String state) throws Exception {
        Until.holds(name + " is " + state, () -> step(name).equals(state));
        return lab.get("alice", PATH).get("steps");
    }

    private String step(String name) {
        try {
            for (JsonNode step : lab.get("alice", PATH).get("steps")) {
                if (step.get("name").asText().equals(name)) {
                    return step.get("state").asText();
                }
            }
            return "";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitDone(String action) {
        Until.holds(action, () -> done().contains(action));
    }

    private List<String> done() {
        return lab.audit.entries().stream().map(Entry::action).toList();
    }
}
