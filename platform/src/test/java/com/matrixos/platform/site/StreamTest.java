package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams of events: what they tell, when they end, and that nothing is measured for nobody.
final class StreamTest {
    private static final String PATH = "/api/me/computer/stream";
    private static final Duration TICK = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private SiteLab lab;

    @BeforeEach
    void open() {
        lab = new SiteLab(folder);
        lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void tellsAtOnceAndOnEveryChange() throws Exception {
        try (Follower alice = lab.follow("alice", PATH)) {
            assertThat(alice.answer().headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(alice.answer().headers().firstValue("cache-control")).contains("private, no-store");
            assertThat(alice.next("computer").get("state").asText()).isEqualTo("running");
            lab.send("alice", "POST", "/api/me/computer/stop", "");
            JsonNode next = alice.next("computer");
            while (!next.get("state").asText().equals("stopped")) {
                next = alice.next("computer");
            }
        }
    }

    @Test
    void tellsEveryFiveSecondsAndPingsEveryFifteen() throws Exception {
        lab.host.use(SiteLab.ALICE, 100 << 20, 0);
        try (Follower alice = lab.follow("alice", PATH)) {
            assertThat(alice.next("computer").get("memory").isNull()).isTrue();
            lab.host.clock().advance(TICK);
            JsonNode first = alice.next("computer");
            while (first.get("memory").isNull()) {
                first = alice.next("computer");
            }
            assertThat(first.get("memory").get("usedBytes").asLong()).isEqualTo(100 << 20);
            lab.host.use(SiteLab.ALICE, 120 << 20, Duration.ofSeconds(1).toNanos());
            lab.host.clock().advance(TICK);
            JsonNode second = alice.next("computer");
            while (second.get("samples").size() < 3) {
                second = alice.next("computer");
            }
            assertThat(second.get("cpu").get("percent").asDouble()).isEqualTo(20.0);
            assertThat(second.get("cpu").get("limitPercent").asInt()).isEqualTo(50);
            lab.host.clock().advance(TICK);
            alice.awaitLine(": ping");
        }
    }

    @Test
    void isMeasuredOnlyWhileSomebodyWatches() throws Exception {
        lab.host.clock().advance(Duration.ofSeconds(50));
        assertThat(lab.host.measures()).isZero();
        try (Follower alice = lab.follow("alice", PATH)) {
            alice.next("computer");
            lab.host.clock().advance(TICK);
            assertThat(lab.host.measures()).isPositive();
        }
        leave();
        int before = lab.host.measures();
        lab.host.clock().advance(Duration.ofSeconds(15));
        assertThat(lab.host.measures() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void aSweepOfAMinuteMeasuresWhatNobodyWatches() {
        lab.host.clock().advance(Duration.ofSeconds(121));
        assertThat(lab.host.measures()).isEqualTo(2);
    }

    @Test
    void whoHasTooManyOpenIsRefusedUntilOneIsClosed() throws Exception {
        var open = new ArrayList<Follower>();
        for (int i = 0; i < Streams.EACH; i++) {
            open.add(lab.follow("alice", PATH));
        }
        HttpResponse<String> refused = lab.send("alice", "GET", PATH, "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("too-many-watchers");
        assertThat(lab.send("alice", "HEAD", PATH, "").statusCode()).isEqualTo(200);
        lab.follow("bob", PATH).close();
        open.getFirst().close();
        Until.holds("there is room again", this::another);
        open.forEach(Follower::close);
    }

    @Test
    void endsWithTheSession() throws Exception {
        try (Follower alice = lab.follow("alice", PATH)) {
            alice.next("computer");
            lab.signOut("alice");
            lab.host.clock().advance(TICK);
            alice.awaitEnd();
        }
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (Follower alice = lab.follow("alice", PATH)) {
            alice.next("computer");
            lab.site.close();
            alice.awaitEnd();
        }
        try (Follower late = lab.follow("alice", PATH)) {
            late.awaitEnd();
        }
    }

    @Test
    void anAdminFollowsTheFleet() throws Exception {
        try (Follower root = lab.follow("root", "/api/fleet/stream")) {
            assertThat(root.next("fleet").get("running").asInt()).isEqualTo(1);
            lab.host.containers().stop(SiteLab.ALICE);
            JsonNode next = root.next("fleet");
            while (next.get("stopped").asInt() == 0) {
                next = root.next("fleet");
            }
        }
        assertThat(lab.send("alice", "GET", "/api/fleet/stream", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAdminFollowsALog() throws Exception {
        lab.host.write(SiteLab.ALICE, "one");
        try (Follower root = lab.follow("root", "/api/containers/alice/logs/stream?tail=1")) {
            assertThat(root.next("line").asText()).isEqualTo("one");
            lab.host.write(SiteLab.ALICE, "token=mx_0123456789 \u2713");
            assertThat(root.next("line").asText()).isEqualTo("token=(token) \u2713");
            assertThat(lab.host.followers()).isEqualTo(1);
        }
        Until.holds("nobody follows", () -> {
            lab.host.write(SiteLab.ALICE, "anybody there?");
            return lab.host.followers() == 0;
        });
        try (Follower root = lab.follow("root", "/api/containers/alice/logs/stream")) {
            root.next("line");
            lab.host.write(SiteLab.ALICE, "last words");
            lab.host.containers().stop(SiteLab.ALICE);
            root.awaitEnd();
        }
    }

    /// The first write that fails tells that a client is gone.
    private void leave() {
        Until.holds("nobody watches", () -> {
            int before = lab.host.measures();
            lab.host.clock().advance(TICK);
            return lab.host.measures() == before;
        });
    }

    private boolean another() {
        lab.host.clock().advance(TICK);
        try (Follower follower = lab.follow("alice", PATH)) {
            return follower.answer().statusCode() == 200;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
