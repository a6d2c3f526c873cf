package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.accounts.TotpApp;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys, with webauthn4j's own emulator of browser and authenticator.
final class PasskeyTest {
    @TempDir
    Path folder;

    private final ObjectConverter json = new ObjectConverter();
    private final NoneAttestationAuthenticator authenticator = new NoneAttestationAuthenticator();
    private final ClientPlatform platform = client("http://localhost:9000", authenticator);
    private Site site;
    private Site.Browser alice;

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
    void onePasskeyAndNoName() throws Exception {
        Site.Reply added = add(alice, "My phone");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().get("name").asText()).isEqualTo("My phone");
        assertThat(alice.get("/api/me").json().get("passkeys").asInt()).isEqualTo(1);

        Site.Browser browser = site.browser();
        Site.Reply reply = signIn(browser);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(browser.handle()).isEqualTo("alice");
        assertThat(signIn(site.browser()).status()).as("and again").isEqualTo(200);
        assertThat(alice.get("/api/me/passkeys")
                        .json()
                        .at("/items/0/lastUsedAt")
                        .asText())
                .isEqualTo("2026-02-15T11:30:18.000Z");
        assertThat(site.audited()).contains("passkey.added");
        assertThat(site.mail.getLast().text()).contains("A passkey was added.");
    }

    @Test
    void whatBrowsersAreAskedIsWhatTheyTake() throws Exception {
        JsonNode creation = alice.post("/api/me/passkeys/options", "{}").json().get("publicKey");
        assertThat(creation.at("/rp/id").asText()).isEqualTo("localhost");
        assertThat(creation.at("/user/name").asText()).isEqualTo("alice");
        assertThat(creation.at("/challenge").asText()).hasSize(43);
        assertThat(creation.at("/authenticatorSelection/residentKey").asText()).isEqualTo("required");
        assertThat(creation.at("/authenticatorSelection/userVerification").asText())
                .isEqualTo("preferred");
        assertThat(creation.at("/attestation").asText()).isEqualTo("none");
        assertThat(creation.at("/pubKeyCredParams/0/alg").asInt()).isEqualTo(-7);
        JsonNode request =
                site.browser().post("/api/auth/passkey/options", "{}").json().get("publicKey");
        assertThat(request.at("/rpId").asText()).isEqualTo("localhost");
        assertThat(request.at("/allowCredentials")).isEmpty();
    }

    @Test
    void aChallengeCountsOnceAndForFiveMinutesAndForOnePurpose() throws Exception {
        add(alice, "My phone");
        JsonNode options = options(site.browser(), "/api/auth/passkey/options");
        String signed = sign(options, platform);
        assertThat(finish(options, signed).status()).isEqualTo(200);
        assertThat(finish(options, signed).problem()).as("replayed").isEqualTo("passkey-failed");

        JsonNode late = options(site.browser(), "/api/auth/passkey/options");
        site.time.advance(Duration.ofMinutes(5));
        assertThat(finish(late, sign(late, platform)).problem()).isEqualTo("passkey-failed");

        JsonNode other = options(site.browser(), "/api/auth/passkey/options");
        JsonNode another = options(site.browser(), "/api/auth/passkey/options");
        assertThat(finish(other, sign(another, platform)).problem()).isEqualTo("passkey-failed");

        JsonNode forAlice = options(alice, "/api/me/passkeys/options");
        Site.Browser bob = site.signedUp("bob");
        var stolen = Map.of(
                "challengeId",
                forAlice.get("challengeId").asText(),
                "name",
                "x",
                "credential",
                Json.mapper()
                        .readTree(
                                create(forAlice, client("http://localhost:9000", new NoneAttestationAuthenticator()))));
        assertThat(bob.post("/api/me/passkeys", stolen).problem()).isEqualTo("passkey-failed");
    }

    @Test
    void aPageOnAComputersHostGetsNowhere() throws Exception {
        var evil = client("http://eve.localhost:9000", authenticator);
        JsonNode creation = options(alice, "/api/me/passkeys/options");
        assertThat(alice.post("/api/me/passkeys", body(creation, create(creation, evil)))
                        .problem())
                .isEqualTo("passkey-failed");
        add(alice, "My phone");
        JsonNode request = options(site.browser(), "/api/auth/passkey/options");
        assertThat(finish(request, sign(request, evil)).problem()).isEqualTo("passkey-failed");
        assertThat(site.audited()).contains("sign-in.refused");
    }

    @Test
    void aCopiedAuthenticatorIsNoticed() throws Exception {
        add(alice, "My phone");
        JsonNode first = options(site.browser(), "/api/auth/passkey/options");
        String early = sign(first, platform);
        assertThat(signIn(site.browser()).status()).isEqualTo(200);
        assertThat(finish(first, early).problem()).as("its counter is behind").isEqualTo("passkey-failed");
    }

    @Test
    void aForgedOrUnknownCredentialIsNobodys() throws Exception {
        add(alice, "My phone");
        JsonNode options = options(site.browser(), "/api/auth/passkey/options");
        var forged = Json.mapper().readTree(sign(options, platform));
        ((ObjectNode) forged.get("response")).put("signature", "MEUCIQDbogusbogusbogus");
        assertThat(finish(options, forged.toString()).problem()).isEqualTo("passkey-failed");
        assertThat(finish(options(site.browser(), "/api/auth/passkey/options"), "{}")
                        .problem())
                .isEqualTo("passkey-failed");
        JsonNode again = options(site.browser(), "/api/auth/passkey/options");
        var unknown = Json.mapper().readTree(sign(again, platform));
        ((ObjectNode) unknown).put("rawId", "AAAA").put("id", "AAAA");
        assertThat(finish(again, unknown.toString()).problem()).isEqualTo("passkey-failed");
        assertThat(site.browser()
                        .post("/api/auth/passkey", Map.of("challengeId", "ch_x"))
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("credential");
    }

    @Test
    void anothersPasskeyIsUnknown() throws Exception {
        String id = add(alice, "My phone").json().get("id").asText();
        Site.Browser bob = site.signedUp("bob");
        assertThat(bob.call("DELETE", "/api/me/passkeys/" + id, null).status()).isEqualTo(404);
        assertThat(bob.get("/api/me/passkeys").json().get("items")).isEmpty();
        assertThat(alice.call("DELETE", "/api/me/passkeys/" + id, null).status())
                .isEqualTo(200);
        assertThat(alice.call("DELETE", "/api/me/passkeys/" + id, null).status())
                .isEqualTo(404);
        assertThat(signIn(site.browser()).problem()).isEqualTo("passkey-failed");
    }

    @Test
    void aSuspendedOwnerStaysOut() throws Exception {
        add(alice, "My phone");
        site.operator("PATCH", "/api/users/" + alice.id(), Map.of("state", "suspended"));
        assertThat(signIn(site.browser()).problem()).isEqualTo("account-suspended");
    }

    /// The emulator's other kind of authenticator cannot verify anybody.
    @Test
    void possessionAloneIsNotEnoughWhereACodeIsNeeded() throws Exception {
        var bare = client("http://localhost:9000", new Unverifying());
        JsonNode creation = options(alice, "/api/me/passkeys/options");
        Site.Reply added = alice.post("/api/me/passkeys", body(creation, create(creation, bare)));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        JsonNode request = options(site.browser(), "/api/auth/passkey/options");
        assertThat(finish(request, sign(request, bare)).status()).isEqualTo(200);

        var app = new TotpApp(
                alice.post("/api/me/totp", Map.of("password", Site.PASSWORD))
                        .json()
                        .get("secret")
                        .asText(),
                site.time);
        alice.post("/api/me/totp/confirm", Map.of("code", app.now()));
        JsonNode more = options(site.browser(), "/api/auth/passkey/options");
        assertThat(finish(more, sign(more, bare)).problem()).isEqualTo("passkey-failed");
    }

    /// Asks nobody for a finger or a PIN.
    private static final class Unverifying extends PackedAuthenticator {
        @Override
        public boolean isCapableOfUserVerification() {
            return false;
        }
    }

    private static ClientPlatform client(String origin, WebAuthnAuthenticator authenticator) {
        return new ClientPlatform(new Origin(origin), new WebAuthnAuthenticatorAdaptor(authenticator));
    }

    private Site.Reply add(Site.Browser browser, String name) throws Exception {
        JsonNode options = options(browser, "/api/me/passkeys/options");
        var body = new HashMap<String, Object>(body(options, create(options, platform)));
        body.put("name", name);
        return browser.post("/api/me/passkeys", body);
    }

    private Site.Reply signIn(Site.Browser browser) throws Exception {
        JsonNode options = options(browser, "/api/auth/passkey/options");
        return browser.post("/api/auth/passkey", body(options, sign(options, platform)));
    }

    private Site.Reply finish(JsonNode options, String credential) throws Exception {
        return site.browser().post("/api/auth/passkey", body(options, credential));
    }

    private static JsonNode options(Site.Browser browser, String path) throws Exception {
        return browser.post(path, "{}").json();
    }

    private static Map<String, Object> body(JsonNode options, String credential) throws Exception {
        return Map.of(
                "challengeId",
                options.get("challengeId").asText(),
                "credential",
                Json.mapper().readTree(credential));
    }

    private String create(JsonNode options, ClientPlatform client) throws Exception {
        var asked = json.getJsonMapper()
                .readValue(options.get("publicKey").toString(), PublicKeyCredentialCreationOptions.class);
        return json.getJsonMapper().writeValueAsString(client.create(asked));
    }

    private String sign(JsonNode options, ClientPlatform client) throws Exception {
        var asked = json.getJsonMapper()
                .readValue(options.get("publicKey").toString(), PublicKeyCredentialRequestOptions.class);
        return json.getJsonMapper().writeValueAsString(client.get(asked));
    }
}
