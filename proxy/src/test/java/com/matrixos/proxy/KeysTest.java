package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several keys, and a file of them that changes under a running proxy.
@Timeout(60)
class KeysTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18Z"));
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys");
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
    }

    @Test
    void usesSeveralInTurn() throws Exception {
        try (var proxy = proxy("sk-one, sk-two,sk-three", "")) {
            assertThat(keys(proxy, 6)).containsExactly("sk-one", "sk-two", "sk-three", "sk-one", "sk-two", "sk-three");
            assertThat(proxy.logged()).doesNotContain("sk-");
        }
    }

    @Test
    void readsTheFileFirstAndEachKeyOnce() throws Exception {
        Files.writeString(file, "# the team's\n\n  sk-file  \nsk-both\r\n");
        try (var proxy = proxy("sk-both,sk-set", file.toString())) {
            assertThat(keys(proxy, 3)).containsExactly("sk-file", "sk-both", "sk-set");
        }
    }

    @Test
    void followsTheFileWithoutARestart() throws Exception {
        Files.writeString(file, "sk-old-1\n");
        try (var proxy = proxy("", file.toString())) {
            assertThat(keys(proxy, 1)).containsExactly("sk-old-1");
            Path next = Files.writeString(folder.resolve("next"), "sk-new-1\n");
            Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            time.advance(LOOK);
            assertThat(keys(proxy, 2)).as("same time and size, moved there").containsOnly("sk-new-1");
            Files.writeString(file, "sk-xyz-1\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            time.advance(LOOK);
            assertThat(keys(proxy, 2)).as("written in place").containsOnly("sk-xyz-1");
        }
    }

    @Test
    void keepsTheLastGoodKeysAndSaysSoOnce() throws Exception {
        Files.writeString(file, "sk-good\n");
        try (var proxy = proxy("", file.toString())) {
            for (String bad : List.of("", "# nothing\n", "sk-half sk\n", "sk-x\n".repeat(20_000))) {
                Files.writeString(file, bad);
                time.advance(LOOK);
                assertThat(keys(proxy, 1)).containsExactly("sk-good");
            }
            Files.delete(file);
            time.advance(LOOK.multipliedBy(5));
            assertThat(keys(proxy, 1)).containsExactly("sk-good");
            assertThat(proxy.logged()).containsOnlyOnce("keys not read").doesNotContain("sk-");
            Files.writeString(file, "sk-better\n");
            time.advance(LOOK);
            assertThat(keys(proxy, 1)).containsExactly("sk-better");
            Files.writeString(file, "");
            time.advance(LOOK);
            assertThat(proxy.logged().split("keys not read", -1)).hasSize(3);
        }
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws Exception {
        try (var proxy = proxy("", file.toString())) {
            String token = proxy.grant("alice");
            assertThat(proxy.send(proxy.message(token, "{}")).statusCode()).isEqualTo(503);
            Files.writeString(file, "sk-late\n");
            time.advance(LOOK);
            assertThat(keys(proxy, 1)).containsExactly("sk-late");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | authentication_error  | invalid x-api-key
            402 | billing_error         | pay
            400 | invalid_request_error | Your credit balance is too low to access the Anthropic API. Please go to Plans
            400 | invalid_request_error | You have reached your specified API usage limits. You will regain access on
            400 | invalid_request_error | This organization has been disabled.
            403 | permission_error      | This organization has been disabled.
            403 | permission_error      | Your API key was revoked
            """)
    void aKeyThatIsNotTakenIsSetAside(int status, String type, String message) throws Exception {
        upstream.play((request, reply) -> {
            if (request.header("x-api-key").orElseThrow().equals("sk-bad")) {
                reply.error(status, type, message, "request-id: req_1", "anthropic-organization-id: org_1");
            } else {
                reply.json(200, Events.message("hello"));
            }
        });
        try (var proxy = proxy("sk-bad,sk-good", "")) {
            HttpResponse<String> refused = proxy.send(proxy.message(proxy.grant("alice"), "{}"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("x-should-retry")).contains("true");
            assertThat(refused.headers().map()).doesNotContainKeys("request-id", "anthropic-organization-id");
            assertThat(refused.body()).contains("the next one is tried").doesNotContain(message);
            upstream.take(SOON);
            assertThat(keys(proxy, 3)).containsOnly("sk-good");
            time.advance(Duration.ofMinutes(10));
            proxy.send(proxy.message(proxy.grant("bob"), "{}"));
            proxy.send(proxy.message(proxy.grant("bob"), "{}"));
            assertThat(proxy.logged())
                    .contains("key refused by the upstream, set aside")
                    .doesNotContain("sk-bad");
            assertThat(upstream.requests())
                    .filteredOn(
                            request -> request.header("x-api-key").orElseThrow().equals("sk-bad"))
                    .as("tried again when its time is over")
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | invalid_request_error | messages.0.role: 'Your credit balance is too low' is not one of
            400 | invalid_request_error | Unexpected value(s) `This organization has been disabled` for the beta header
            400 | invalid_request_error | max_tokens: Field required
            403 | permission_error      | Your API key does not have permission to use the specified resource.
            403 | permission_error      | This organization has been disabledfoo
            400 | not_found_error       | Your credit balance is too low
            404 | not_found_error       | Your credit balance is too low
            429 | rate_limit_error      | Your credit balance is too low
            """)
    void whatIsWrongWithARequestSetsNoKeyAside(int status, String type, String message) throws Exception {
        upstream.play((_, reply) -> reply.error(status, type, message, "request-id: req_1", "x-new: kept"));
        try (var proxy = proxy("sk-one,sk-two", "")) {
            String token = proxy.grant("alice");
            for (int i = 0; i < 4; i++) {
                HttpResponse<String> answer = proxy.send(proxy.message(token, "{}"));
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(answer.headers().firstValue("request-id")).contains("req_1");
                assertThat(answer.headers().firstValue("x-new")).contains("kept");
                assertThat(Json.mapper()
                                .readTree(answer.body())
                                .at("/error/message")
                                .asText())
                        .isEqualTo(message);
            }
            assertThat(upstream.requests())
                    .extracting(request -> request.header("x-api-key").orElseThrow())
                    .containsExactly("sk-one", "sk-two", "sk-one", "sk-two");
            assertThat(proxy.logged()).doesNotContain("set aside");
        }
    }

    @Test
    void aLongRefusalOfARequestPassesAsItCame() throws Exception {
        String echo = "x".repeat(2_000_000);
        upstream.play((_, reply) -> reply.error(400, "invalid_request_error", echo));
        try (var proxy = proxy("sk-one", "")) {
            HttpResponse<String> answer = proxy.send(proxy.message(proxy.grant("alice"), "{}"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(echo);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "[]", "null", "{\"error\":7}", "{\"error\":{\"type\":\"invalid_request_error\"}}"
            })
    void aRefusalInNoKnownFormPasses(String body) throws Exception {
        upstream.play((_, reply) -> reply.json(400, body));
        try (var proxy = proxy("sk-one", "")) {
            HttpResponse<String> answer = proxy.send(proxy.message(proxy.grant("alice"), "{}"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void theOnlyKeyGoesOnBeingUsed() throws Exception {
        upstream.play((_, reply) -> reply.error(400, "invalid_request_error", "Your credit balance is too low to"));
        try (var proxy = proxy("sk-one", "")) {
            HttpResponse<String> answer = proxy.send(proxy.message(proxy.grant("alice"), "{}"));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
            assertThat(answer.body()).contains("operator has to look after it").doesNotContain("credit");
            upstream.play((_, reply) -> reply.json(200, Events.message("paid")));
            assertThat(proxy.send(proxy.message(proxy.grant("bob"), "{}")).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enforced_spend_limit_reached | x-a: b          | 503
            contract_spend_limit_reached | x-a: b          | 503
            ramp_limit_exceeded          | x-a: b          | 429
            enforced_spend_limit_reached | retry-after: 20 | 429
            """)
    void aKeyWhoseOrganisationMaySpendNoMoreIsSetAside(String code, String header, int status) throws Exception {
        String error = """
                {"type":"error","error":{"type":"rate_limit_error","message":"limit","details":{"error_code":"%s"}}}""";
        upstream.play((_, reply) -> reply.json(429, error.formatted(code), header));
        try (var proxy = proxy("sk-one,sk-two", "")) {
            HttpResponse<String> answer = proxy.send(proxy.message(proxy.grant("alice"), "{}"));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body().contains(code)).as("passed on").isEqualTo(status == 429);
            assertThat(proxy.logged().contains("set aside")).isEqualTo(status != 429);
        }
    }

    @Test
    void whenNoneOfSeveralIsTakenTheOperatorHasToLookAfterThem() throws Exception {
        upstream.play((_, reply) -> reply.error(401, "authentication_error", "invalid x-api-key"));
        try (var proxy = proxy("sk-one,sk-two", "")) {
            String token = proxy.grant("alice");
            HttpResponse<String> first = proxy.send(proxy.message(token, "{}"));
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("x-should-retry")).contains("true");
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> last = proxy.send(proxy.message(token, "{}"));
                assertThat(last.statusCode()).isEqualTo(502);
                assertThat(last.headers().firstValue("x-should-retry")).contains("false");
                assertThat(last.body()).contains("operator has to look after it");
            }
            time.advance(Duration.ofMinutes(10));
            assertThat(proxy.send(proxy.message(token, "{}")).statusCode())
                    .as("the other one's time is over, too")
                    .isEqualTo(503);
        }
    }

    private RunningProxy proxy(String keys, String keyFile) {
        var settings = new HashMap<>(Map.of("ANTHROPIC_API_URL", upstream.url().toString(), "ANTHROPIC_API_KEY", keys));
        if (!keyFile.isEmpty()) {
            settings.put("ANTHROPIC_API_KEY_FILE", keyFile);
        }
        return RunningProxy.with(settings, time);
    }

    /// The keys that so many calls are made with.
    private List<String> keys(RunningProxy proxy, int calls) throws Exception {
        String token = proxy.grant("alice");
        var keys = new ArrayList<String>();
        for (int i = 0; i < calls; i++) {
            assertThat(proxy.send(proxy.message(token, "{}")).statusCode()).isEqualTo(200);
            RecordedRequest seen = upstream.take(SOON);
            keys.add(seen.header("x-api-key").orElseThrow());
        }
        return keys;
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.createDirectory(file);
        try (var proxy = proxy("sk-set", file.toString())) {
            assertThat(proxy.logged()).contains("keys not read", file.toString());
        }
    }
}
