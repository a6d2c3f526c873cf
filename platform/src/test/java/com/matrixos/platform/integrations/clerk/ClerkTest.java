package com.matrixos.platform.integrations.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.json.Json;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.integrations.TestSite;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sign-in by Clerk, over real HTTP from end to end.
final class ClerkTest {
    private static final Handle ALICE = Handle.of("alice");

    @TempDir
    Path folder;

    private final ScriptedClerk clerk = new ScriptedClerk();
    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite(folder);
        var signIn = new ClerkSignIn(
                clerk.settings(),
                site.address,
                site.outward,
                new ClerkPeople(site.arrivals),
                site.newcomers,
                site.welcome,
                site.guard);
        site.with(signIn::addTo).start();
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
        clerk.close();
    }

    private HttpResponse<String> trade(String token) throws Exception {
        return site.post("/api/auth/clerk", json(Map.of("token", token)), "origin", site.address.site());
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private String token(String userId) {
        return clerk.token(userId, site.address.site());
    }

    private Account alice() {
        return site.accounts.find(ALICE).orElseThrow();
    }

    @Test
    void aUserBecomesAnAccountByTheirUsername() throws Exception {
        clerk.has(ScriptedClerk.user("user_2abC", "Alice", null));
        HttpResponse<String> first = trade(token("user_2abC"));
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body())
                .contains("\"handle\":\"alice\"", "\"email\":\"alice@example.com\"", "\"role\":\"user\"");
        assertThat(first.headers().firstValue("set-cookie").orElseThrow()).startsWith("matrix_site=");
        site.jobs.await("provision-matrix-os", alice().id(), Duration.ofSeconds(30));
        assertThat(site.computers.owners).containsOnly(Map.entry(ALICE, alice().id()));

        HttpResponse<String> second = trade(token("user_2abC"));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(site.sessions.of(alice().id())).hasSize(2);
    }

    @Test
    void theRoleIsClerksAsOfItsLastChange() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", "admin"));
        trade(token("user_1"));
        assertThat(alice().role()).isEqualTo(Role.ADMIN);

        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        trade(token("user_1"));
        assertThat(alice().role()).isEqualTo(Role.USER);

        site.people.become(alice(), Role.ADMIN);
        trade(token("user_1"));
        assertThat(alice().role()).as("given here, and nothing changed there").isEqualTo(Role.ADMIN);
    }

    @Test
    void aUsernameThatCanBeNoHandleIsReplacedByTheirChoice() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", null, null));
        HttpResponse<String> needed = trade(token("user_1"));
        assertThat(needed.statusCode()).isEqualTo(409);
        assertThat(needed.body()).contains("handle-needed").contains("\"field\":\"handle\"");
        String cookie = needed.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];

        HttpResponse<String> finished = site.post("/api/auth/oidc/finish", "{\"handle\":\"alice\"}", "cookie", cookie);
        assertThat(finished.statusCode()).isEqualTo(201);
        assertThat(trade(token("user_1")).statusCode()).isEqualTo(200);
    }

    @Test
    void atOnceIsOnce() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        String token = token("user_1");
        var statuses = IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return trade(token).statusCode();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).allMatch(status -> status == 200 || status == 201);
        assertThat(site.accounts.find(ALICE)).isPresent();
    }

    enum Flaw {
        EXPIRED(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(65)))),
        NOT_YET(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(120)))),
        ANOTHER_ISSUER(claims -> claims.issuer("https://clerk.evil.example")),
        A_COMPUTERS_PAGE(claims -> claims.claim("azp", "http://mallory.localhost:9000")),
        NO_PARTY(claims -> claims.claim("azp", null)),
        PENDING(claims -> claims.claim("sts", "pending")),
        NOBODY(claims -> claims.subject("user_none")),
        A_PATH(claims -> claims.subject("../jwks"));

        private final Consumer<JWTClaimsSet.Builder> change;

        Flaw(Consumer<JWTClaimsSet.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void aTokenThatProvesNothingIsRefused(Flaw flaw) throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        String token = clerk.token("user_1", claims -> {
            claims.claim("azp", site.address.site());
            flaw.change.accept(claims);
        });
        HttpResponse<String> refused = trade(token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("identity-refused");
        assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
        assertThat(site.accounts.find(ALICE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyXzEifQ."})
    void whatIsNoTokenIsRefused(String text) throws Exception {
        assertThat(trade(text).statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsBannedStaysOutside() throws Exception {
        Map<String, Object> user = ScriptedClerk.user("user_1", "alice", null);
        user.put("banned", true);
        clerk.has(user);
        assertThat(trade(token("user_1")).statusCode()).isEqualTo(401);
    }

    @Test
    void newKeysAreFetched() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        trade(token("user_1"));
        clerk.rotate();
        assertThat(trade(token("user_1")).statusCode()).isEqualTo(200);
    }

    @Test
    void clerkMayBeOut() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        clerk.out = true;
        HttpResponse<String> out = trade(token("user_1"));
        assertThat(out.statusCode()).isEqualTo(503);
        assertThat(out.body()).contains("provider-unavailable").doesNotContain("hush");
    }

    @Test
    void aPageOfAnotherSiteTradesNothing() throws Exception {
        clerk.has(ScriptedClerk.user("user_1", "alice", null));
        assertThat(site.post(
                                "/api/auth/clerk",
                                json(Map.of("token", token("user_1"))),
                                "origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theIssuerIsInThePublishableKey() {
        Config config = Config.read(
                IntegrationSettings.ALL,
                Environment.of(Map.of(
                        "CLERK_SECRET_KEY",
                        "sk_test_hush",
                        "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
                        ScriptedClerk.publishableKey())));
        assertThat(ClerkSettings.from(config))
                .map(ClerkSettings::issuer)
                .isEqualTo(Optional.of("https://clerk.example.com"));
        assertThat(ClerkSettings.from(config).orElseThrow().toString()).doesNotContain("hush");
        assertThat(ClerkSettings.from(Config.read(IntegrationSettings.ALL, Environment.of(Map.of()))))
                .isEmpty();
        assertThatThrownBy(() -> ClerkSettings.from(Config.read(
                        IntegrationSettings.ALL,
                        Environment.of(Map.of("CLERK_SECRET_KEY", "x", "CLERK_PUBLISHABLE_KEY", "pk_live_nonsense")))))
                .hasMessageContaining("CLERK_PUBLISHABLE_KEY");
    }
}
