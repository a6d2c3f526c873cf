package com.matrixos.platform.integrations.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.json.Json;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.jobs.Stage;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The endpoint, called as Inngest calls it.
final class InngestTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Map<String, String> DATA = Map.of("id", "user_1", "username", "alice");

    @TempDir
    Path folder;

    private InngestSite inngest;

    private InngestSite open(String... more) {
        var environment = new LinkedHashMap<String, String>();
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        inngest = new InngestSite(folder, environment);
        return inngest;
    }

    @AfterEach
    void close() throws Exception {
        if (inngest != null) {
            inngest.close();
        }
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.mapper().readTree(response.body());
    }

    /// Has a function run to its end as Inngest does: what a step gives is sent along from then on.
    private JsonNode runAll(String query, Map<String, ?> data) throws Exception {
        var steps = new LinkedHashMap<String, Object>();
        for (int request = 0; request < 10; request++) {
            String event = query.equals(InngestSite.REMOVE) ? "clerk/user.deleted" : "clerk/user.created";
            HttpResponse<String> response = inngest.post(query, InngestSite.run(event, data, steps, Map.of()));
            JsonNode body = json(response);
            if (response.statusCode() != 206) {
                assertThat(response.statusCode()).isEqualTo(200);
                return body;
            }
            JsonNode op = body.get(0);
            assertThat(op.path("op").asText()).isIn("StepRun", "Sleep");
            steps.put(op.path("id").asText(), Map.of("type", "data", "data", op.path("data")));
        }
        throw new AssertionError("it never ends");
    }

    @Test
    void aUserOfClerkGetsAComputerThatWasSeenToWork() throws Exception {
        open();
        JsonNode result = runAll(InngestSite.PROVISION, DATA);
        assertThat(result).hasToString("{\"handle\":\"alice\",\"status\":\"running\",\"answering\":true}");
        Account alice = inngest.site.accounts.find(ALICE).orElseThrow();
        assertThat(inngest.site.computers.owners).containsOnly(Map.entry(ALICE, alice.id()));

        assertThat(runAll(InngestSite.PROVISION, DATA)).as("once more").isEqualTo(result);
        assertThat(inngest.site.computers.owners).hasSize(1);
    }

    @Test
    void aUserWhoIsDeletedLeaves() throws Exception {
        open();
        runAll(InngestSite.PROVISION, DATA);
        assertThat(runAll(InngestSite.REMOVE, Map.of("id", "user_1")))
                .hasToString("{\"handle\":\"alice\",\"status\":\"leaving\"}");
        Account alice = inngest.site.accounts.find(ALICE).orElseThrow();
        assertThat(alice.standing()).isInstanceOf(Standing.Leaving.class);
        Until.holds("the computer is stopped", () -> inngest.site.computers.asked.contains("stop alice"));
    }

    @Test
    void verifyingIsMoreThanReading() throws Exception {
        open();
        var steps = Map.of(
                Execution.id(step("provision-container")),
                Map.of("data", Map.of("handle", "alice", "status", "running")),
                Execution.id(step("wait-for-boot")),
                Map.of("data", Map.of()));
        JsonNode op = json(inngest.post(InngestSite.PROVISION, InngestSite.run(DATA, steps, Map.of())))
                .get(0);
        assertThat(op.path("op").asText()).isEqualTo("StepFailed");
        assertThat(op.path("error").path("name").asText()).isEqualTo("unknown-container");

        inngest.site.computers.owners.put(ALICE, "usr_1");
        inngest.site.computers.mute = true;
        HttpResponse<String> mute = inngest.post(InngestSite.PROVISION, InngestSite.run(DATA, steps, Map.of()));
        assertThat(json(mute).get(0).path("op").asText()).isEqualTo("StepError");
        assertThat(mute.headers().firstValue("x-inngest-no-retry")).hasValue("false");
        assertThat(mute.headers().firstValue("retry-after")).hasValue("10");
    }

    private static Stage step(String name) {
        return new Stage.Deed(name, name, _ -> "");
    }

    @Test
    void whatWentWrongInsideStaysInside() throws Exception {
        open();
        inngest.site.people.broken = true;
        HttpResponse<String> response = inngest.post(InngestSite.PROVISION, InngestSite.run(DATA, Map.of(), Map.of()));
        assertThat(response.body())
                .contains("StepError")
                .doesNotContain("inner secret")
                .doesNotContain("at com.");
    }

    @Test
    void onlyInngestIsBelieved() throws Exception {
        open();
        var body = InngestSite.run(DATA, Map.of(), Map.of());
        long now = inngest.now();
        SigningKey other = SigningKey.parse("key", InngestSite.KEY.replace("0123", "3210"));
        assertThat(refused(InngestSite.signed(inngest.at(InngestSite.PROVISION), "POST", body, other, now)))
                .isTrue();
        assertThat(refused(HttpRequest.newBuilder(inngest.at(InngestSite.PROVISION))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))))
                .isTrue();
        String signature = "t=" + now + "&s=" + InngestSite.SIGNER.sign(Json.write(Map.of("a", 1)), "" + now);
        assertThat(refused(HttpRequest.newBuilder(inngest.at(InngestSite.PROVISION))
                        .header(Signatures.HEADER, signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))))
                .isTrue();
        assertThat(inngest.site.accounts.find(ALICE)).isEmpty();
        assertThat(inngest.site.audit.entries()).hasSize(3);
    }

    private boolean refused(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = inngest.site.send(request.build());
        return response.statusCode() == 401
                && response.body().equals("{\"message\":\"Unauthorized\"}")
                && response.headers().firstValue("x-inngest-sdk").isEmpty()
                && response.headers().firstValue(Signatures.HEADER).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-301, 401", "-300, 206", "300, 206", "301, 401"})
    void fiveMinutesAndNoMore(long seconds, int status) throws Exception {
        open();
        HttpRequest.Builder request = InngestSite.signed(
                inngest.at(InngestSite.PROVISION),
                "POST",
                InngestSite.run(DATA, Map.of(), Map.of()),
                InngestSite.SIGNER,
                inngest.now() + seconds);
        assertThat(inngest.site.send(request.build()).statusCode()).isEqualTo(status);
    }

    @Test
    void nothingIsTakenTwice() throws Exception {
        open();
        HttpRequest request = InngestSite.signed(
                        inngest.at(InngestSite.PROVISION),
                        "POST",
                        InngestSite.run(DATA, Map.of(), Map.of()),
                        InngestSite.SIGNER,
                        inngest.now())
                .build();
        assertThat(inngest.site.send(request).statusCode()).isEqualTo(206);
        assertThat(inngest.site.send(request).statusCode()).isEqualTo(401);
        inngest.site.time.advance(Duration.ofMinutes(5));
        assertThat(inngest.site.send(request).statusCode()).isEqualTo(401);
        assertThat(inngest.post(InngestSite.PROVISION, InngestSite.run(DATA, Map.of(), Map.of()))
                        .statusCode())
                .as("tried again, and signed again")
                .isEqualTo(206);
    }

    @Test
    void theOtherKeyCountsWhileKeysAreRotated() throws Exception {
        open();
        SigningKey fallback = SigningKey.parse("key", InngestSite.FALLBACK);
        HttpResponse<String> response = inngest.site.send(InngestSite.signed(
                        inngest.at(InngestSite.PROVISION),
                        "POST",
                        InngestSite.run(DATA, Map.of(), Map.of()),
                        fallback,
                        inngest.now())
                .build());
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(InngestSite.answerSigned(response, fallback)).isTrue();

        inngest.inngest.bearer = fallback.hashed();
        assertThat(inngest.send("PUT", "", null).statusCode()).isEqualTo(200);
        assertThat(inngest.inngest.registrations).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1,\"a\":2}", "[[[[", "\"text\"", "\u0000"})
    void whatIsNoJsonIsNotInngests(String text) throws Exception {
        open();
        long now = inngest.now();
        byte[] body = text.repeat(text.equals("[[[[") ? 5_000 : 1).getBytes(StandardCharsets.UTF_8);
        assertThat(refused(HttpRequest.newBuilder(inngest.at(InngestSite.PROVISION))
                        .header(Signatures.HEADER, "t=" + now + "&s=" + InngestSite.SIGNER.sign(body, "" + now))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))))
                .isTrue();
    }

    @Test
    void aBodyHasALimit() throws Exception {
        open();
        HttpResponse<String> response = inngest.site.send(HttpRequest.newBuilder(inngest.at(InngestSite.PROVISION))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))
                .build());
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void whatIsTooLargeToBeSentIsFetched() throws Exception {
        open();
        inngest.inngest.event = Map.of("name", "clerk/user.created", "data", DATA);
        inngest.inngest.steps = Map.of(
                Execution.id(step("provision-container")),
                Map.of("type", "data", "data", Map.of("handle", "alice", "status", "running")));
        var context = Map.of("use_api", true, "run_id", "run large");
        HttpResponse<String> response =
                inngest.post(InngestSite.PROVISION, InngestSite.run(Map.of(), Map.of(), context));
        assertThat(json(response).get(0).path("op").asText()).isEqualTo("Sleep");

        HttpResponse<String> unknown = inngest.post(
                InngestSite.PROVISION,
                InngestSite.run(Map.of(), Map.of(), Map.of("use_api", true, "run_id", "run other")));
        assertThat(unknown.statusCode()).isEqualTo(500);
    }

    @Test
    void anybodyMayAskForASyncAndNobodyMaySayWhere() throws Exception {
        open();
        HttpResponse<String> response = inngest.site.send(HttpRequest.newBuilder(inngest.at("?deployId=abc"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"url\":\"https://evil.example/api/inngest\"}"))
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"message\":\"Successfully registered\",\"modified\":true}");
        assertThat(inngest.inngest.registrations)
                .singleElement()
                .satisfies(one -> assertThat(one.query()).isEqualTo("abc"))
                .satisfies(one -> assertThat(one.body())
                        .contains("\"url\":\"" + inngest.at("") + "\"")
                        .doesNotContain("evil"));

        HttpResponse<String> again = inngest.site.send(HttpRequest.newBuilder(inngest.at(""))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValue("retry-after")).hasValue("5");
    }

    @Test
    void aSyncThatFailsSaysWhy() throws Exception {
        open();
        inngest.inngest.answer = Answer.json(400, Map.of("error", "Apps must have at least one function"));
        HttpResponse<String> refused = inngest.send("PUT", "", null);
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body())
                .isEqualTo("{\"message\":\"Apps must have at least one function\",\"modified\":false}");

        inngest.site.time.advance(Duration.ofSeconds(10));
        inngest.inngest.close();
        assertThat(inngest.send("PUT", "", null).body()).contains("Inngest does not answer");
    }

    @Test
    void aDevServerIsBelievedOnLocalhostAlone() throws Exception {
        open("INNGEST_DEV", "http://127.0.0.1:1");
        HttpResponse<String> response = inngest.site.send(HttpRequest.newBuilder(inngest.at(InngestSite.PROVISION))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(InngestSite.run(DATA, Map.of(), Map.of()))))
                .build());
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue(Signatures.HEADER)).isEmpty();

        assertThatThrownBy(() -> InngestSite.settings(
                        Map.of("INNGEST_DEV", "1", "PLATFORM_DOMAIN", "example.com"), "https://example.com"))
                .hasMessageContaining("INNGEST_DEV");
    }

    @Test
    void aKeyIsOneOfInngestsAndIsNeverShown() {
        assertThatThrownBy(() -> InngestSite.settings(Map.of("INNGEST_SIGNING_KEY", "hush"), "https://example.com"))
                .hasMessageContaining("INNGEST_SIGNING_KEY")
                .hasMessageNotContaining("hush");
        assertThat(InngestSite.settings(Map.of("INNGEST_SIGNING_KEY", InngestSite.KEY), "https://example.com")
                        .toString())
                .doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource({"10, 10s", "60, 1m", "90, 1m30s", "86400, 1d", "694861, 1w1d1h1m1s"})
    void timesAreWrittenAsInngestReadsThem(long seconds, String text) {
        assertThat(Replies.timeText(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    /// The example of the specification, §4.1.4.
    @Test
    void theKeysDigestIsTheSpecifications() {
        assertThat(SigningKey.parse("key", "signkey-prod-12345678").hashed())
                .isEqualTo("signkey-prod-b2ed992186a5cb19f6668aade821f502c1d00970dfd0e35128d51bac4649916c");
    }
}
