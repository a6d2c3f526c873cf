package com.matrixos.platform.integrations.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import com.matrixos.platform.integrations.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our endpoint beside Inngest's own SDK for Node.js, which serves the same two functions: the same requests, signed
/// alike, are answered alike, byte by byte but for names, versions, times and places in code.
@Tag("npm")
final class SdkConformanceTest {
    private static final String SDK = "inngest@4.24.0";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// Prints the port of a server for Inngest's cloud, and that of one for a dev server.
    private static final String PROGRAM = """
            import http from "node:http";
            import { Inngest, NonRetriableError, RetryAfterError } from "inngest";
            import { serve } from "inngest/node";
            const silent = { info() {}, warn() {}, error() {}, debug() {} };
            const named = (error, name) => Object.assign(error, { name });
            const functions = (client) => [
              client.createFunction(
                { id: "provision-matrix-os", retries: 10, triggers: [{ event: "clerk/user.created" }] },
                async ({ event, step }) => {
                  const made = await step.run("provision-container", () => {
                    if (event.data.fail === "passing") {
                      throw named(new RetryAfterError("the engine is down", "10s"), "RetryAfterError");
                    }
                    if (event.data.fail === "lasting") throw new NonRetriableError("choose the name");
                    if (event.data.fail === "inner") throw new Error("inner secret");
                    return { handle: event.data.username, status: "running" };
                  });
                  await step.sleep("wait-for-boot", "10s");
                  return await step.run("verify-running", () =>
                    ({ handle: made.handle, status: "running", answering: true }));
                }),
              client.createFunction(
                { id: "remove-matrix-os", retries: 10, triggers: [{ event: "clerk/user.deleted" }] },
                async ({ step }) => step.run("begin-removal", () => ({ handle: null, status: "unknown" }))),
            ];
            for (const isDev of [false, true]) {
              const client = new Inngest({ id: "matrix-os", checkpointing: false, logger: silent, isDev });
              const server = http.createServer(serve({ client, functions: functions(client) }));
              await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
              console.log(server.address().port);
            }
            """;

    @TempDir
    static Path shared;

    private static ScriptedInngest sdksInngest;
    private static Process node;
    private static URI sdk;
    private static URI devSdk;

    @TempDir
    Path folder;

    private InngestSite ours;
    private long second = Instant.now().getEpochSecond() - 200;

    @BeforeAll
    static void startTheSdk() throws Exception {
        sdksInngest = new ScriptedInngest(InngestSite.SIGNER.hashed());
        ProcessBuilder program = Npm.of(SDK).program(PROGRAM);
        program.environment()
                .putAll(Map.of(
                        "INNGEST_SIGNING_KEY",
                        InngestSite.KEY,
                        "INNGEST_SIGNING_KEY_FALLBACK",
                        InngestSite.FALLBACK,
                        "INNGEST_EVENT_KEY",
                        "event-key-hush",
                        "INNGEST_API_BASE_URL",
                        sdksInngest.uri().toString()));
        node = program.redirectError(shared.resolve("node.err").toFile()).start();
        BufferedReader out = node.inputReader(StandardCharsets.UTF_8);
        sdk = URI.create("http://127.0.0.1:" + out.readLine() + "/api/inngest");
        devSdk = URI.create("http://127.0.0.1:" + out.readLine() + "/api/inngest");
    }

    @AfterAll
    static void stopTheSdk() {
        if (node != null) {
            node.destroy();
        }
        sdksInngest.close();
    }

    @BeforeEach
    void start() {
        ours = new InngestSite(folder, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        ours.close();
    }

    /// What counts of an answer.
    private record Said(int status, Map<String, String> headers, String body) {}

    private interface Ask {
        HttpRequest.Builder of(URI uri) throws Exception;
    }

    /// What both say, each asked for itself.
    private Said both(String query, Ask ask) throws Exception {
        Said theirs = said(ask.of(URI.create(sdk + query)));
        Said mine = said(ask.of(ours.at(query)));
        assertThat(mine).isEqualTo(theirs);
        return mine;
    }

    /// Signed, each time at another second, for ours takes nothing twice.
    private Ask signed(String method, Object body, String... headers) {
        return uri -> {
            HttpRequest.Builder request = InngestSite.signed(uri, method, body, InngestSite.SIGNER, ++second);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return request;
        };
    }

    private Said run(String query, Map<String, ?> data, Map<String, ?> steps, Map<String, ?> context) throws Exception {
        return both(query, signed("POST", InngestSite.run(data, steps, context)));
    }

    private static Said said(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        var headers = new TreeMap<String, String>();
        response.headers().map().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (key.startsWith("x-inngest-") || key.equals("retry-after") || key.equals("content-type")) {
                headers.put(key, plain(String.join(",", values)));
            }
        });
        headers.computeIfPresent(
                Signatures.HEADER, (_, _) -> "holds: " + InngestSite.answerSigned(response, InngestSite.SIGNER));
        return new Said(response.statusCode(), headers, plain(response.body()));
    }

    /// Without what must differ.
    private static String plain(String text) {
        return text.replaceAll("inngest-js:v4\\.24\\.0|" + Description.SDK + "|js:v4\\.24\\.0", "SDK")
                .replaceAll("nodejs|jetty", "FRAMEWORK")
                .replaceAll("\"sdk_author\":\"[a-z-]+\"", "\"sdk_author\":\"\"")
                .replaceAll("\"sdk_language\":\"(js|java)\"", "\"sdk_language\":\"\"")
                .replaceAll("\"sdk_version\":\"[^\"]+\"", "\"sdk_version\":\"\"")
                .replaceAll("\"featureObservations\":\\{.*?\"sendEvents\":\\{[^{}]*\\{[^{}]*}}},?", "")
                .replaceAll(",(?=})", "")
                .replace(",\"connect\":\"v1\"", "")
                .replaceAll("http://(localhost|127\\.0\\.0\\.1):[0-9]+", "HERE")
                .replaceAll("\"stack\":\"(?:[^\"\\\\]|\\\\.)*\"", "\"stack\":\"\"")
                .replaceAll("\"timing\":\\{\"a\":[0-9]{19},\"b\":[0-9]+}", "\"timing\":{}");
    }

    private static Map<String, Object> step(String id, Object data) {
        return Map.of(id, Map.of("type", "data", "data", data));
    }

    private static final String PROVISION_STEP = "99087f74221d1ef6ae02e4db4e9652f44d41d2fb";
    private static final String SLEEP_STEP = "9d9c178e9e4d1421032e4306445ca36db16a0010";
    private static final String VERIFY_STEP = "2ee3704fe452ae4c99cf772b59ffed99fccfbf47";
    private static final Map<String, String> ALICE = Map.of("id", "user_1", "username", "alice");
    private static final Map<String, Object> MADE =
            step(PROVISION_STEP, Map.of("handle", "alice", "status", "running"));

    private static Map<String, Object> slept() {
        var steps = new TreeMap<>(MADE);
        steps.putAll(step(SLEEP_STEP, Map.of()));
        return steps;
    }

    @Test
    void inspection() throws Exception {
        Said whole = both("", signed("GET", null));
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers()).containsEntry(Signatures.HEADER, "holds: true");
        assertThat(whole.body())
                .contains("\"signing_key_hash\":", "\"event_key_hash\":")
                .doesNotContain("hush");
    }

    /// The SDK says nothing to strangers since its version 4. The specification has it say what it says to anybody when
    /// it is set for a dev server, and so do we.
    @Test
    void inspectionByAStranger() throws Exception {
        Said theirs = said(HttpRequest.newBuilder(devSdk));
        Said mine = said(HttpRequest.newBuilder(ours.at("")));
        assertThat(mine.body()).isEqualTo(theirs.body().replace("\"mode\":\"dev\"", "\"mode\":\"cloud\""));
        assertThat(mine.headers()).containsOnlyKeys("content-type", "x-inngest-sdk-handled");
    }

    @Test
    void aWholeRun() throws Exception {
        assertThat(run(InngestSite.PROVISION, ALICE, Map.of(), Map.of()).body()).contains("\"op\":\"StepRun\"");
        assertThat(run(InngestSite.PROVISION, ALICE, MADE, Map.of()).body())
                .contains("\"op\":\"Sleep\"", "\"name\":\"10s\"");
        assertThat(run(InngestSite.PROVISION, ALICE, slept(), Map.of()).body()).contains("\"answering\":true");

        var all = slept();
        all.putAll(step(VERIFY_STEP, Map.of("handle", "alice", "status", "running")));
        assertThat(run(InngestSite.PROVISION, ALICE, all, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void removal() throws Exception {
        var gone = Map.of("id", "user_none", "deleted", true);
        Said said = both(
                InngestSite.REMOVE, signed("POST", InngestSite.run("clerk/user.deleted", gone, Map.of(), Map.of())));
        assertThat(said.body()).contains("begin-removal");
    }

    @Test
    void anEventOfAnotherKind() throws Exception {
        assertThat(run(InngestSite.REMOVE, ALICE, Map.of(), Map.of()).status()).isEqualTo(400);
        var invoked = InngestSite.run("inngest/function.invoked", ALICE, Map.of(), Map.of());
        assertThat(both(InngestSite.PROVISION, signed("POST", invoked)).status())
                .isEqualTo(206);
    }

    @Test
    void aStepThatIsOnlyPlannedAndThenAskedFor() throws Exception {
        var plan = Map.of("disable_immediate_execution", true);
        assertThat(run(InngestSite.PROVISION, ALICE, Map.of(), plan).body()).contains("StepPlanned");
        String only = InngestSite.PROVISION.replace("stepId=step", "stepId=" + PROVISION_STEP);
        assertThat(run(only, ALICE, Map.of(), plan).body()).contains("StepRun");
    }

    @Test
    void aStepThatIsNotThere() throws Exception {
        String only = InngestSite.PROVISION.replace("stepId=step", "stepId=" + "0".repeat(40));
        assertThat(run(only, ALICE, Map.of(), Map.of("disable_immediate_execution", true))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aMishap() throws Exception {
        ours.site.people.out = true;
        Said said = failing("passing", Map.of());
        assertThat(said.headers()).containsEntry("x-inngest-no-retry", "false").containsEntry("retry-after", "10");
        assertThat(said.body()).contains("StepError");
        assertThat(failing("passing", Map.of("attempt", 10, "max_attempts", 11)).body())
                .contains("StepFailed");
    }

    @Test
    void aFailureOfAnyOtherKind() throws Exception {
        ours.site.people.broken = true;
        Said said = failing("inner", Map.of());
        assertThat(said.headers()).containsEntry("x-inngest-no-retry", "false").doesNotContainKey("retry-after");
    }

    @Test
    void aRefusal() throws Exception {
        Said said = failing("lasting", Map.of());
        assertThat(said.headers()).containsEntry("x-inngest-no-retry", "true");
        assertThat(said.body()).contains("StepFailed");
    }

    /// Names and messages of failures are each side's own.
    private Said failing(String how, Map<String, ?> context) throws Exception {
        var data = Map.of("id", "user_1", "username", how.equals("lasting") ? "-" : "alice", "fail", how);
        Object body = InngestSite.run(data, Map.of(), context);
        Said theirs = nameless(said(signed("POST", body).of(URI.create(sdk + InngestSite.PROVISION))));
        Said mine = nameless(said(signed("POST", body).of(ours.at(InngestSite.PROVISION))));
        assertThat(mine).isEqualTo(theirs);
        return mine;
    }

    private static Said nameless(Said said) {
        return new Said(
                said.status(),
                said.headers(),
                said.body()
                        .replaceAll(
                                "\"name\":\"[A-Za-z-]+\",\"message\":\"[^\"]*\"", "\"name\":\"\",\"message\":\"\""));
    }

    @Test
    void aStepThatFailedForGoodBefore() throws Exception {
        var failed = Map.of(
                PROVISION_STEP,
                Map.of("type", "error", "error", Map.of("name", "Error", "message", "boom", "stack", "")));
        Said said = nameless(run(InngestSite.PROVISION, ALICE, failed, Map.of()));
        assertThat(said.status()).isEqualTo(400);
        assertThat(said.headers()).containsEntry("x-inngest-no-retry", "true");
    }

    @Test
    void whateverItSays() throws Exception {
        var odd = Map.of(
                "id",
                "user_1",
                "username",
                "alice",
                "text",
                "ü€😀\u2028 \"quoted\" </script> \\ \u0007",
                "numbers",
                List.of(0.1, 1e21, 1e-7, 123456789012345680L, -0.0, 5, 1.50),
                "ключ",
                Map.of("b", 1, "a", Map.of()),
                "😀",
                List.of());
        assertThat(run(InngestSite.PROVISION, odd, Map.of(), Map.of()).status()).isEqualTo(206);
    }

    @Test
    void aFunctionThatIsNotThere() throws Exception {
        assertThat(run("?fnId=matrix-os-nothing&stepId=step", ALICE, Map.of(), Map.of())
                        .status())
                .isEqualTo(500);
    }

    @Test
    void strangers() throws Exception {
        byte[] body = Json.write(InngestSite.run(ALICE, Map.of(), Map.of()));
        Ask unsigned = uri -> HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        assertThat(both(InngestSite.PROVISION, unsigned).status()).isEqualTo(401);

        SigningKey other = SigningKey.parse("key", InngestSite.KEY.replace("0123", "3210"));
        Ask forged = uri -> InngestSite.signed(uri, "POST", body, other, ++second);
        assertThat(both(InngestSite.PROVISION, forged).status()).isEqualTo(401);

        Ask stale = uri -> InngestSite.signed(uri, "POST", body, InngestSite.SIGNER, second - 3600);
        assertThat(both(InngestSite.PROVISION, stale).status()).isEqualTo(401);

        Ask sync = uri -> HttpRequest.newBuilder(uri)
                .header("x-inngest-sync-kind", "in_band")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"url\":\"https://matrix-os.com/api/inngest\"}"));
        assertThat(both("", sync).status()).isEqualTo(401);
    }

    @Test
    void nothingToRun() throws Exception {
        assertThat(both(InngestSite.PROVISION, signed("POST", null)).status()).isEqualTo(401);
    }

    @Test
    void probes() throws Exception {
        assertThat(both(InngestSite.PROVISION + "&probe=trust", signed("POST", Map.of("a", 1)))
                        .status())
                .isEqualTo(200);
        assertThat(both(InngestSite.PROVISION + "&probe=other", signed("POST", Map.of("a", 1)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void syncInBand() throws Exception {
        var body = Map.of("url", "https://matrix-os.com/api/inngest");
        Said said = both("", signed("PUT", body, "x-inngest-sync-kind", "in_band", "x-inngest-server-kind", "cloud"));
        assertThat(said.headers())
                .containsEntry("x-inngest-sync-kind", "in_band")
                .containsEntry("x-inngest-expected-server-kind", "cloud");
        assertThat(said.body()).contains("https://matrix-os.com/api/inngest?fnId=matrix-os-provision-matrix-os");
    }

    @Test
    void syncOutOfBand() throws Exception {
        Ask ask = uri -> HttpRequest.newBuilder(uri)
                .header("x-inngest-server-kind", "cloud")
                .PUT(HttpRequest.BodyPublishers.noBody());
        assertThat(both("?deployId=abc", ask).body())
                .isEqualTo("{\"message\":\"Successfully registered\",\"modified\":true}");

        ScriptedInngest.Registration mine = ours.inngest.registrations.getLast();
        ScriptedInngest.Registration theirs = sdksInngest.registrations.getLast();
        assertThat(mine.query()).isEqualTo(theirs.query()).isEqualTo("abc");
        assertThat(plainHeaders(mine)).isEqualTo(plainHeaders(theirs));
        // The SDK leaves the deploy's id in the addresses, where the specification does not want it.
        assertThat(plain(mine.body()))
                .isEqualTo(plain(theirs.body()).replace("?deployId=abc&", "?").replace("?deployId=abc", ""));
    }

    private static Map<String, String> plainHeaders(ScriptedInngest.Registration registration) {
        var headers = new TreeMap<>(registration.headers());
        headers.replaceAll((_, value) -> plain(value));
        return headers;
    }
}
