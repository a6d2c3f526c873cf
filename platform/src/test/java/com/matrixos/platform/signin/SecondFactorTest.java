package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.accounts.TotpApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Codes of an app and recovery codes.
final class SecondFactorTest {
    private static final Map<String, String> CONFIRMED = Map.of("password", Site.PASSWORD);

    @TempDir
    Path folder;

    private Site site;
    private Site.Browser alice;
    private TotpApp app;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder);
        alice = site.signedUp("alice");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theSetupIsForAnApp() throws Exception {
        assertThat(alice.post("/api/me/totp", Map.of("password", "not the password"))
                        .problem())
                .isEqualTo("password-wrong");
        JsonNode setup = alice.post("/api/me/totp", CONFIRMED).json();
        assertThat(setup.get("uri").asText())
                .startsWith("otpauth://totp/Matrix%20OS%20localhost:alice?secret="
                        + setup.get("secret").asText())
                .contains("issuer=Matrix%20OS%20localhost");
        assertThat(setup.get("qr").asText())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .doesNotContain("script", "style", "href");
        assertThat(alice.get("/api/me").json().get("totp").asBoolean())
                .as("not before a code was seen")
                .isFalse();
        assertThat(alice.post("/api/me/totp/confirm", Map.of("code", "000000")).problem())
                .isEqualTo("code-wrong");
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void thePasswordAloneIsNotEnough() throws Exception {
        enable();
        Site.Reply without = signIn(null);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.problem()).isEqualTo("second-factor");
        assertThat(without.json().get("field").asText()).isEqualTo("code");
        assertThat(without.header("set-cookie")).isEmpty();
        assertThat(site.signIn(site.browser(), "alice", "not the password").problem())
                .as("not told without the password")
                .isEqualTo("sign-in-failed");
        site.time.advance(Duration.ofSeconds(30));
        assertThat(signIn(app.now()).status()).isEqualTo(200);
    }

    @Test
    void aCodeIsTakenOnce() throws Exception {
        enable();
        assertThat(signIn(app.now()).problem()).as("it confirmed the setup").isEqualTo("second-factor");
        site.time.advance(Duration.ofSeconds(30));
        String code = app.now();
        assertThat(signIn(code).status()).isEqualTo(200);
        assertThat(signIn(code).problem()).isEqualTo("second-factor");
        assertThat(signIn(app.at(-1)).problem()).as("one before it").isEqualTo("second-factor");
        assertThat(signIn(app.at(1)).status()).as("a clock that is ahead").isEqualTo(200);
        site.time.advance(Duration.ofSeconds(90));
        assertThat(signIn(app.at(-1)).status()).as("a clock that is behind").isEqualTo(200);
        assertThat(signIn(app.at(2)).problem()).isEqualTo("second-factor");
    }

    @Test
    void aRecoveryCodeWorksOnce() throws Exception {
        List<String> codes = enable();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z0-9]{5}-[a-z0-9]{5}"));
        assertThat(signIn(codes.getFirst().replace("-", " ").toUpperCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(codes.getFirst()).problem()).isEqualTo("second-factor");
        assertThat(alice.get("/api/me").json().get("recoveryCodesLeft").asInt()).isEqualTo(9);
        assertThat(site.audited()).contains("recovery-code.used");

        JsonNode renewed =
                alice.post("/api/me/recovery-codes", CONFIRMED).json().get("recoveryCodes");
        assertThat(renewed).hasSize(10);
        assertThat(signIn(codes.get(1)).problem()).as("an earlier one").isEqualTo("second-factor");
        assertThat(signIn(renewed.get(0).asText()).status()).isEqualTo(200);
    }

    @Test
    void oneAccountsCodesAreNotAnothers() throws Exception {
        List<String> codes = enable();
        Site.Browser bob = site.signedUp("bob");
        JsonNode setup = bob.post("/api/me/totp", CONFIRMED).json();
        var bobs = new TotpApp(setup.get("secret").asText(), site.time);
        assertThat(bob.post("/api/me/totp/confirm", Map.of("code", bobs.now())).status())
                .isEqualTo(200);
        assertThat(site.browser()
                        .post(
                                "/api/auth/login",
                                Map.of("identifier", "bob", "password", Site.PASSWORD, "code", codes.getFirst()))
                        .problem())
                .isEqualTo("second-factor");
    }

    @Test
    void codesAreNotForGuessing() throws Exception {
        enable();
        for (int n = 0; n < 5; n++) {
            assertThat(signIn("00000" + n).problem()).isEqualTo("second-factor");
        }
        site.time.advance(Duration.ofMillis(1));
        Site.Reply waits = signIn(app.at(1));
        assertThat(waits.problem()).isEqualTo("too-many-attempts");
        assertThat(waits.header("retry-after")).contains("1");
        site.time.advance(Duration.ofSeconds(31));
        assertThat(signIn(app.now()).status()).isEqualTo(200);
    }

    @Test
    void switchingItOffTakesThePassword() throws Exception {
        enable();
        assertThat(alice.post("/api/me/totp/disable", Map.of("password", "wrong again"))
                        .problem())
                .isEqualTo("password-wrong");
        assertThat(alice.post("/api/me/totp/disable", Map.of()).problem()).isEqualTo("password-wrong");
        assertThat(alice.post("/api/me/totp/disable", CONFIRMED).status()).isEqualTo(200);
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
        assertThat(alice.get("/api/me").json().get("recoveryCodesLeft").asInt()).isZero();
        assertThat(alice.post("/api/me/recovery-codes", CONFIRMED).problem()).isEqualTo("no-second-factor");
        assertThat(site.audited()).contains("totp.enabled", "password.refused", "totp.disabled");
    }

    @Test
    void guessingAtThePasswordWithABrowserFoundOpenIsSlowedDownToo() throws Exception {
        for (int n = 0; n < 5; n++) {
            assertThat(alice.post("/api/me/totp", Map.of("password", "guess number " + n))
                            .problem())
                    .isEqualTo("password-wrong");
        }
        Site.Reply waits = alice.post("/api/me/totp", CONFIRMED);
        assertThat(waits.status()).isEqualTo(429);
        assertThat(waits.header("retry-after")).contains("1");
    }

    @Test
    void nothingThatProvesAnythingIsInTheLog() throws Exception {
        List<String> codes = enable();
        signIn(codes.getFirst());
        assertThat(site.audit.entries().toString())
                .doesNotContain(site.stored("totp_secret", "alice"))
                .doesNotContain(codes);
        assertThat(site.database.<List<String>>read(tx -> tx.createQuery("SELECT sha256 FROM recovery_codes")
                        .mapTo(String.class)
                        .list()))
                .hasSize(9)
                .allMatch(digest -> digest.length() == 64);
    }

    private List<String> enable() throws Exception {
        JsonNode setup = alice.post("/api/me/totp", CONFIRMED).json();
        app = new TotpApp(setup.get("secret").asText(), site.time);
        Site.Reply confirmed = alice.post("/api/me/totp/confirm", Map.of("code", app.now()));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        var codes = new ArrayList<String>();
        confirmed.json().get("recoveryCodes").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private Site.Reply signIn(String code) throws Exception {
        var body = new HashMap<String, String>(Map.of("identifier", "alice", "password", Site.PASSWORD));
        body.put("code", code);
        return site.browser().post("/api/auth/login", body);
    }
}
