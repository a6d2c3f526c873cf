package com.matrixos.platform.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.Question;
import com.matrixos.platform.http.ApiHost;
import com.matrixos.platform.http.Limits;
import com.matrixos.platform.http.OpenApiCheck;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program without a browser is let in, from both sides.
final class DeviceRoutesTest {
    private static final Limits WIDE = new Limits(10_000, 10_000, 10_000, 10_000);

    @TempDir
    Path folder;

    private final OpenApiCheck openApi = new OpenApiCheck();
    private ApiHost host;
    private Devices devices;
    private String[] alice;

    @BeforeEach
    void open() {
        host = new ApiHost(folder, "", WIDE);
        devices = new Devices(host.time());
        new DeviceRoutes(devices, host.programs(), host.accounts(), host.guard(), host.address()).addTo(host.routes());
        new ApprovalRoutes(devices, host.guard(), host.audit(), host.time()).addTo(host.routes());
        alice = host.signedIn("alice", "user");
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void aDeviceThatIsLetInGetsAToken() throws Exception {
        HttpResponse<String> begun = host.send(
                "POST", "/api/auth/device", "{}", "user-agent", "matrixos 1.0", "x-forwarded-for", "192.0.2.5");
        openApi.answer("POST", "/api/auth/device", begun);
        JsonNode codes = ApiHost.json(begun);
        String userCode = codes.get("userCode").asText();
        assertThat(userCode).matches("[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}");
        assertThat(codes.get("verificationUriComplete").asText()).isEqualTo("http://localhost:9000/device#" + userCode);
        assertThat(codes.get("expiresIn").asInt()).isEqualTo(600);
        assertThat(codes.get("interval").asInt()).isEqualTo(5);

        HttpResponse<String> asking = show(userCode);
        openApi.answer("GET", "/api/me/device/{userCode}", asking);
        assertThat(ApiHost.json(asking).get("userAgent").asText()).isEqualTo("matrixos 1.0");
        assertThat(ApiHost.json(asking).get("address").asText()).isEqualTo("192.0.2.5");
        HttpResponse<String> pending = poll(codes);
        openApi.answer("POST", "/api/auth/device/token", pending);
        assertThat(ApiHost.slug(pending)).isEqualTo("authorization-pending");

        HttpResponse<String> approved = decide(userCode, true);
        openApi.answer("POST", "/api/me/device", approved);
        assertThat(approved.statusCode()).isEqualTo(200);
        later();
        HttpResponse<String> granted = poll(codes);
        openApi.answer("POST", "/api/auth/device/token", granted);
        assertThat(ApiHost.json(granted).get("handle").asText()).isEqualTo("alice");
        String token = ApiHost.json(granted).get("token").asText();
        assertThat(host.programs().find(token))
                .hasValueSatisfying(program -> assertThat(program.scopes())
                        .containsExactlyInAnyOrder(
                                Scope.ACCOUNT_READ, Scope.ACCOUNT_WRITE, Scope.COMPUTER_READ, Scope.COMPUTER_WRITE));
        assertThat(host.programs().of("usr_alice").getFirst().name()).isEqualTo("matrixos 1.0");
        assertThat(new AuditLog(host.database()).read(Question.ALL, Long.MAX_VALUE, 10))
                .extracting(row -> row.action() + " " + row.actor().id())
                .containsExactly("token.created usr_alice", "device.approved usr_alice");
    }

    @Test
    void oneApprovalIsOneToken() throws Exception {
        JsonNode codes = begin();
        decide(codes.get("userCode").asText(), true);

        List<CompletableFuture<Integer>> polls = IntStream.range(0, 10)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> poll(codes).statusCode()))
                .toList();
        assertThat(polls.stream().map(CompletableFuture::join).filter(status -> status == 200))
                .hasSize(1);
        assertThat(host.programs().of("usr_alice")).hasSize(1);
        assertThat(decide(codes.get("userCode").asText(), true).statusCode()).isEqualTo(404);
    }

    @Test
    void anAdminsDeviceMaySteer() throws Exception {
        String[] ada = host.signedIn("ada", "admin");
        JsonNode codes = begin();
        host.send("POST", "/api/me/device", decision(codes.get("userCode").asText(), true), ada);
        String token = ApiHost.json(poll(codes)).get("token").asText();
        assertThat(host.programs().find(token).orElseThrow().steersAll()).isTrue();
    }

    @Test
    void aRefusedDeviceIsToldOnce() throws Exception {
        JsonNode codes = begin();
        decide(codes.get("userCode").asText(), false);
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("access-denied");
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("expired-token");
        assertThat(host.programs().of("usr_alice")).isEmpty();
    }

    @Test
    void whoAsksTooOftenMustWaitLongerEachTime() throws Exception {
        JsonNode codes = begin();
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("authorization-pending");
        HttpResponse<String> soon = poll(codes);
        assertThat(ApiHost.slug(soon)).isEqualTo("slow-down");
        assertThat(soon.body()).contains("10 s");
        later();
        assertThat(poll(codes).body()).contains("15 s");
        host.time().advance(Duration.ofSeconds(15));
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("authorization-pending");
    }

    @Test
    void aRequestLivesTenMinutes() throws Exception {
        JsonNode codes = begin();
        String userCode = codes.get("userCode").asText();
        host.time().advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(show(userCode).statusCode()).isEqualTo(200);
        host.time().advance(Duration.ofMillis(1));
        assertThat(show(userCode).statusCode()).isEqualTo(404);
        assertThat(decide(userCode, true).statusCode()).isEqualTo(404);
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("expired-token");
    }

    @Test
    void aCodeIsTakenAsPeopleTypeIt() throws Exception {
        String userCode = begin().get("userCode").asText();
        for (String typed :
                List.of(userCode.toLowerCase(Locale.ROOT), userCode.replace("-", ""), userCode.replace("-", "%20"))) {
            assertThat(show(typed).statusCode()).as(typed).isEqualTo(200);
        }
    }

    @Test
    void guessesOfCodesRunOut() throws Exception {
        String userCode = begin().get("userCode").asText();
        for (int i = 0; i < 20; i++) {
            assertThat(show(userCode).statusCode()).as("no guess").isEqualTo(200);
        }
        for (int i = 0; i < ApprovalRoutes.GUESSES; i++) {
            assertThat((i % 2 == 0 ? show("BBBB-BBBB") : decide("nonsense", true)).statusCode())
                    .isEqualTo(404);
        }
        HttpResponse<String> refused = show(userCode);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("60");
        assertThat(decide(userCode, true).statusCode()).isEqualTo(429);
        host.time().advance(Duration.ofSeconds(60));
        assertThat(decide(userCode, true).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyABrowserOfOursDecides() throws Exception {
        JsonNode codes = begin();
        String body = decision(codes.get("userCode").asText(), true);
        assertThat(host.send("POST", "/api/me/device", body).statusCode()).isEqualTo(401);
        assertThat(host.send("POST", "/api/me/device", body, ApiHost.OPERATOR).statusCode())
                .isEqualTo(401);
        assertThat(host.send("POST", "/api/me/device", body, ApiHost.and(alice, "origin", "http://bob.localhost:9000"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.send("GET", "/api/me/device/BBBB-BBBB", "", ApiHost.and(alice, "sec-fetch-site", "same-site"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(ApiHost.slug(poll(codes))).isEqualTo("authorization-pending");
    }

    @Test
    void anApprovalIsWorthNothingWhenTheAccountIsNot() throws Exception {
        JsonNode suspended = begin();
        decide(suspended.get("userCode").asText(), true);
        JsonNode forgotten = begin();
        decide(forgotten.get("userCode").asText(), true);
        devices.forget("usr_alice");
        assertThat(ApiHost.slug(poll(forgotten))).isEqualTo("expired-token");
        assertThat(ApiHost.slug(poll(suspended))).isEqualTo("expired-token");

        JsonNode late = begin();
        decide(late.get("userCode").asText(), true);
        host.suspend("usr_alice");
        assertThat(ApiHost.slug(poll(late))).isEqualTo("access-denied");
        assertThat(host.programs().of("usr_alice")).isEmpty();
    }

    @Test
    void aNetworkCannotFillTheMemory() {
        for (int i = 0; i < Devices.MOST_OF_NETWORK; i++) {
            assertThat(host.send("POST", "/api/auth/device", "", "x-forwarded-for", "192.0.2.1")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(host.send("POST", "/api/auth/device", "", "x-forwarded-for", "192.0.2.1")
                        .statusCode())
                .isEqualTo(429);
        assertThat(host.send("POST", "/api/auth/device", "", "x-forwarded-for", "192.0.2.2")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void badInputIsNamed() throws Exception {
        assertThat(field(host.send("POST", "/api/auth/device", "{\"client\":1}")))
                .isEqualTo("client");
        assertThat(field(host.send("POST", "/api/auth/device/token", "{}"))).isEqualTo("deviceCode");
        assertThat(field(host.send("POST", "/api/me/device", "{\"approve\":true}", alice)))
                .isEqualTo("userCode");
        assertThat(field(host.send("POST", "/api/me/device", "{\"userCode\":\"BBBB-BBBB\"}", alice)))
                .isEqualTo("approve");
        assertThat(ApiHost.slug(
                        host.send("POST", "/api/auth/device/token", "{\"deviceCode\":\"" + "x".repeat(5_000) + "\"}")))
                .isEqualTo("expired-token");
    }

    @Test
    void codesUseAllLettersAndNoOthers() {
        Set<Integer> letters = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            UserCode.random().letters().chars().forEach(letters::add);
        }
        assertThat(letters).hasSize(20).doesNotContainAnyElementsOf(List.of((int) 'A', (int) 'I', (int) 'O', (int)
                'Y'));
    }

    private JsonNode begin() throws Exception {
        return ApiHost.json(host.send("POST", "/api/auth/device", "{}"));
    }

    private HttpResponse<String> poll(JsonNode codes) {
        return host.send(
                "POST",
                "/api/auth/device/token",
                "{\"deviceCode\":\"" + codes.get("deviceCode").asText() + "\"}");
    }

    private HttpResponse<String> show(String userCode) {
        return host.send("GET", "/api/me/device/" + userCode, "", alice);
    }

    private HttpResponse<String> decide(String userCode, boolean approve) {
        return host.send("POST", "/api/me/device", decision(userCode, approve), alice);
    }

    private static String decision(String userCode, boolean approve) {
        return "{\"userCode\":\"" + userCode + "\",\"approve\":" + approve + "}";
    }

    private static String field(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        return ApiHost.json(answer).get("field").asText();
    }

    private void later() {
        host.time().advance(Devices.INTERVAL);
    }
}
