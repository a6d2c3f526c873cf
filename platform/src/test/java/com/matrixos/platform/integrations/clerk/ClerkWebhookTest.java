package com.matrixos.platform.integrations.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.integrations.Npm;
import com.matrixos.platform.integrations.Receipts;
import com.matrixos.platform.integrations.TestSite;
import com.matrixos.platform.jobs.Job;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks of Clerk, signed by Svix's own library.
final class ClerkWebhookTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant NOW = Instant.parse("2026-02-15T11:30:18.000Z");

    private static final String SIGN = """
            import { Webhook } from "svix";
            const [secret, id, seconds, body] = process.argv.slice(2);
            console.log(new Webhook(secret).sign(id, new Date(Number(seconds) * 1000), body));
            """;

    @TempDir
    Path folder;

    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite(folder, NOW);
        var webhook = new ClerkWebhook(
                new SvixSignature(SECRET, site.time),
                new Receipts(site.database, site.time),
                new ClerkPeople(site.arrivals),
                site.guard,
                site.audit);
        site.with(webhook::addTo).start();
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private static String event(String type, Map<String, Object> data) {
        return new String(Json.write(Map.of("type", type, "object", "event", "data", data)), StandardCharsets.UTF_8);
    }

    private static String sign(String secret, String id, Instant at, String body) throws Exception {
        return Npm.of("svix@2.5.0")
                .run(SIGN, secret, id, Long.toString(at.getEpochSecond()), body)
                .strip();
    }

    private HttpResponse<String> send(String body, String id, Instant at, String signature) throws Exception {
        return site.post(
                "/api/webhooks/clerk",
                body,
                "svix-id",
                id,
                "svix-timestamp",
                Long.toString(at.getEpochSecond()),
                "svix-signature",
                signature);
    }

    private HttpResponse<String> send(String body, String id) throws Exception {
        Instant now = site.time.instant();
        return send(body, id, now, sign(SECRET, id, now, body));
    }

    @Test
    void aUserComesAndGoes() throws Exception {
        HttpResponse<String> came = send(event("user.created", ScriptedClerk.user("user_1", "alice", null)), "msg_1");
        assertThat(came.statusCode()).isEqualTo(200);
        Account alice = site.accounts.find(ALICE).orElseThrow();
        Until.holds("the computer is made", () -> site.computers.owners.containsKey(ALICE));

        send(event("user.updated", ScriptedClerk.user("user_1", "alice", "admin")), "msg_2");
        assertThat(site.accounts.find(ALICE).orElseThrow().role()).isEqualTo(Role.ADMIN);

        site.jobs.await("provision-matrix-os", alice.id(), Duration.ofSeconds(30));
        send(event("user.deleted", Map.of("id", "user_1", "object", "user", "deleted", true)), "msg_3");
        assertThat(site.accounts.find(ALICE).orElseThrow().standing()).isInstanceOf(Standing.Leaving.class);
        Until.holds(
                "the removal waits",
                () -> site.jobs
                        .find("remove-matrix-os", alice.id())
                        .filter(job -> job.state() == Job.State.WAITING)
                        .isPresent());
        site.time.advance(TestSite.GRACE);
        site.jobs.await("remove-matrix-os", alice.id(), Duration.ofSeconds(30));
        assertThat(site.computers.owners).isEmpty();
        assertThat(site.accounts.find(ALICE)).isEmpty();
    }

    @Test
    void wordOfAnArrivalThatComesAfterTheDepartureIsNotBelieved() throws Exception {
        send(event("user.deleted", Map.of("id", "user_1", "deleted", true)), "msg_1");
        assertThat(send(event("user.created", ScriptedClerk.user("user_1", "alice", null)), "msg_2")
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.accounts.find(ALICE)).isEmpty();
    }

    @Test
    void theSameAgainIsTheSame() throws Exception {
        String body = event("user.created", ScriptedClerk.user("user_1", "alice", null));
        send(body, "msg_1");
        site.time.advance(Duration.ofSeconds(5));
        assertThat(send(body, "msg_1").statusCode())
                .as("Svix tries again, and signs again")
                .isEqualTo(200);
        assertThat(site.accounts.find(ALICE)).isPresent();
    }

    @Test
    void aUsernameThatCanBeNoHandleIsNoReasonToSendItForDays() throws Exception {
        HttpResponse<String> taken = send(event("user.created", ScriptedClerk.user("user_1", null, null)), "msg_1");
        assertThat(taken.statusCode()).isEqualTo(200);
    }

    @Test
    void onlyClerkIsBelieved() throws Exception {
        String body = event("user.created", ScriptedClerk.user("user_1", "alice", "admin"));
        String good = sign(SECRET, "msg_1", NOW, body);
        String other = sign("whsec_" + "A".repeat(32), "msg_1", NOW, body);

        assertThat(send(body, "msg_1", NOW, other).statusCode()).isEqualTo(401);
        assertThat(send(body.replace("alice", "mallory"), "msg_1", NOW, good).statusCode())
                .isEqualTo(401);
        assertThat(send(body, "msg_2", NOW, good).statusCode()).isEqualTo(401);
        assertThat(send(body, "msg_1", NOW.plusSeconds(1), good).statusCode()).isEqualTo(401);
        assertThat(send(body, "msg_1", NOW, "v1a," + good.substring(3)).statusCode())
                .isEqualTo(401);
        assertThat(send(body, "msg_1", NOW, "").statusCode()).isEqualTo(401);
        assertThat(site.post("/api/webhooks/clerk", body).statusCode()).isEqualTo(401);
        assertThat(site.accounts.find(ALICE)).isEmpty();
        assertThat(site.audit.entries()).hasSize(7).allMatch(entry -> entry.outcome() == Entry.Outcome.DENIED);

        assertThat(send(body, "msg_1", NOW, other + " " + good).statusCode())
                .as("two while keys are rotated")
                .isEqualTo(200);
        assertThat(send(body, "msg_1", NOW, other + " " + good).statusCode())
                .as("the same once more")
                .isEqualTo(401);
    }

    @Test
    void fiveMinutesAndNoMore() throws Exception {
        String body = event("user.created", ScriptedClerk.user("user_1", "alice", null));
        for (int seconds : new int[] {-301, 301}) {
            Instant at = NOW.plusSeconds(seconds);
            assertThat(send(body, "msg_1", at, sign(SECRET, "msg_1", at, body)).statusCode())
                    .isEqualTo(401);
        }
        for (int seconds : new int[] {-300, 300}) {
            Instant at = NOW.plusSeconds(seconds);
            assertThat(send(body, "msg_1", at, sign(SECRET, "msg_1", at, body)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theAnswerIsPlain() throws Exception {
        JsonNode body = Json.mapper()
                .readTree(send(event("session.created", Map.of("id", "sess_1")), "msg_1")
                        .body());
        assertThat(body).hasToString("{\"ok\":true}");
    }

    @Test
    void aSecretIsOneOfSvixs() {
        assertThatThrownBy(() -> new SvixSignature("hush", site.time))
                .hasMessageContaining("whsec_")
                .hasMessageNotContaining("hush");
    }
}
