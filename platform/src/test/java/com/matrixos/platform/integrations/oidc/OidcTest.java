package com.matrixos.platform.integrations.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.integrations.TestSite;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sign-in at a provider, over real HTTP from end to end.
final class OidcTest {
    @TempDir
    Path folder;

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestSite site;

    /// A browser: it follows what it is told by hand and keeps one cookie of each name.
    private final class Browser {
        private final Map<String, String> cookies = new TreeMap<>();

        HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(uri).GET());
        }

        HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(site.at(path))
                    .header("origin", site.address.site())
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            cookies.forEach((name, value) -> request.header("cookie", name + "=" + value));
            HttpResponse<String> response = site.send(request.build());
            response.headers()
                    .allValues("set-cookie")
                    .forEach(cookie -> cookies.put(
                            cookie.substring(0, cookie.indexOf('=')),
                            cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))));
            return response;
        }

        URI follow(HttpResponse<String> response) {
            assertThat(response.statusCode()).isIn(302, 303);
            return URI.create(response.headers().firstValue("location").orElseThrow());
        }

        /// To the provider and back to our callback, which is not yet asked.
        URI toCallback(String next) throws IOException, InterruptedException {
            URI authorize = follow(get(site.at("/api/auth/oidc/work/start" + next)));
            return follow(site.send(HttpRequest.newBuilder(authorize).build()));
        }

        URI signIn(String next) throws IOException, InterruptedException {
            return follow(get(toCallback(next)));
        }

        boolean signedIn() {
            return cookies.containsKey("matrix_site")
                    && site.sessions.find(cookies.get("matrix_site")).isPresent();
        }
    }

    @BeforeEach
    void start() {
        site = new TestSite(folder);
        var routes = new OidcRoutes(
                List.of(provider.asSet("work")),
                new OidcRoutes.Entrance(site.arrivals, site.newcomers, site.welcome),
                site.guard,
                site.address,
                site.outward,
                site.time);
        provider.redirect = site.at("/api/auth/oidc/work/callback").toString();
        site.with(routes::addTo).start();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(provider.complaints).isEmpty();
        site.close();
        provider.close();
    }

    private Account alice() throws Exception {
        var browser = new Browser();
        browser.signIn("");
        assertThat(browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice\"}")
                        .statusCode())
                .isEqualTo(201);
        return site.accounts.find(Handle.of("alice")).orElseThrow();
    }

    @Test
    void aNewPersonChoosesAHandleAndHasAComputerMade() throws Exception {
        var browser = new Browser();
        assertThat(browser.signIn("?next=/dashboard")).hasToString(site.at("/signup?via=oidc&next=%2Fdashboard") + "");
        assertThat(browser.signedIn()).isFalse();

        HttpResponse<String> finished = browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice\"}");

        assertThat(finished.statusCode()).isEqualTo(201);
        assertThat(finished.body()).contains("\"handle\":\"alice\"").contains("\"email\":\"alice@example.com\"");
        assertThat(browser.signedIn()).isTrue();
        Account account = site.accounts.find(Handle.of("alice")).orElseThrow();
        assertThat(site.jobs.await("provision-matrix-os", account.id(), Duration.ofSeconds(30)))
                .hasValueSatisfying(job -> assertThat(job.finishedAt()).isNotNull());
        assertThat(site.computers.owners).containsOnly(Map.entry(account.handle(), account.id()));
    }

    @Test
    void whoComesAgainIsSignedInAndGoesWhereTheyWanted() throws Exception {
        alice();
        var browser = new Browser();
        assertThat(browser.signIn("?next=/open/alice%3Fto%3D%2Fnotes")).isEqualTo(site.at("/open/alice?to=/notes"));
        assertThat(browser.signedIn()).isTrue();
        assertThat(site.audit.entries()).anyMatch(entry -> entry.action().equals("session.started"));
    }

    @Test
    void theSameAddressElsewhereIsSomebodyElse() throws Exception {
        alice();
        provider.person = "person-2";
        var browser = new Browser();
        assertThat(browser.signIn("").getPath()).isEqualTo("/signup");
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void aTakenHandleCanBeExchangedForAnother() throws Exception {
        alice();
        provider.person = "person-2";
        var browser = new Browser();
        browser.signIn("");
        HttpResponse<String> taken = browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice\"}");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("handle-taken");
        assertThat(browser.post("/api/auth/oidc/finish", "{\"handle\":\"-\"}").statusCode())
                .isEqualTo(400);
        assertThat(browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice2\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice3\"}")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void whereNobodyMaySignUpNobodyDoes() throws Exception {
        site.people.closed = true;
        var browser = new Browser();
        browser.signIn("");
        assertThat(browser.post("/api/auth/oidc/finish", "{\"handle\":\"alice\"}")
                        .body())
                .contains("signup-closed");
    }

    @Test
    void whoIsSuspendedStaysOutside() throws Exception {
        alice();
        site.people.suspend(Handle.of("alice"));
        var browser = new Browser();
        assertThat(browser.signIn("")).hasToString(site.at("/login?problem=account-suspended") + "");
        assertThat(browser.signedIn()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ScriptedProvider.Whim.class,
            names = {
                "WRONG_NONCE",
                "WRONG_AUDIENCE",
                "WRONG_ISSUER",
                "ANOTHER_PARTY",
                "SEVERAL_WITHOUT_PARTY",
                "UNSIGNED",
                "SIGNED_WITH_OUR_SECRET",
                "SIGNED_BY_A_STRANGER",
                "EXPIRED",
                "NO_SUBJECT"
            })
    void aTokenThatProvesNothingIsRefused(ScriptedProvider.Whim whim) throws Exception {
        alice();
        provider.whim = whim;
        var browser = new Browser();
        assertThat(browser.signIn("")).hasToString(site.at("/login?problem=identity-refused") + "");
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void clocksMayBeAMinuteApart() throws Exception {
        alice();
        provider.whim = ScriptedProvider.Whim.A_LITTLE_LATE;
        var browser = new Browser();
        browser.signIn("");
        assertThat(browser.signedIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ScriptedProvider.Whim.class,
            names = {"HANGS", "GARBAGE"})
    void aProviderThatDoesNotAnswerKeepsNobodyWaiting(ScriptedProvider.Whim whim) throws Exception {
        var browser = new Browser();
        URI callback = browser.toCallback("");
        provider.whim = whim;
        assertThat(browser.follow(browser.get(callback)))
                .hasToString(site.at("/login?problem=provider-unavailable") + "");
    }

    @ParameterizedTest
    @EnumSource(
            value = ScriptedProvider.Whim.class,
            names = {"HANGS", "NAMES_ANOTHER_ISSUER"})
    void whatItSaysOfItselfMustHold(ScriptedProvider.Whim whim) throws Exception {
        provider.whim = whim;
        var browser = new Browser();
        assertThat(browser.follow(browser.get(site.at("/api/auth/oidc/work/start"))))
                .hasToString(site.at("/login?problem=provider-unavailable") + "");
    }

    @Test
    void newKeysAreFetchedButNotForEveryInventedOne() throws Exception {
        alice();
        int before = provider.keyRequests.get();
        provider.rotate();
        var browser = new Browser();
        browser.signIn("");
        assertThat(browser.signedIn()).isTrue();
        assertThat(provider.keyRequests).hasValue(before + 1);

        provider.rotate();
        for (int i = 0; i < 5; i++) {
            provider.rotate();
            new Browser().signIn("");
        }
        assertThat(provider.keyRequests.get()).isLessThanOrEqualTo(before + 2);
    }

    @Test
    void aStateWorksOnceAndInItsOwnBrowserAndForTenMinutes() throws Exception {
        alice();
        String expired = site.at("/login?problem=sign-in-expired") + "";

        var browser = new Browser();
        URI callback = browser.toCallback("");
        assertThat(new Browser().follow(new Browser().get(callback))).hasToString(expired);
        browser.get(callback);
        assertThat(browser.signedIn()).isTrue();

        var again = new Browser();
        URI once = again.toCallback("");
        again.get(once);
        assertThat(again.follow(again.get(once))).hasToString(expired);

        var other = new Browser();
        other.toCallback("");
        URI theirs = new Browser().toCallback("");
        assertThat(other.follow(other.get(theirs))).hasToString(expired);
        assertThat(other.signedIn()).isFalse();

        var late = new Browser();
        URI stale = late.toCallback("");
        site.time.advance(Duration.ofMinutes(10));
        assertThat(late.follow(late.get(stale))).hasToString(expired);
    }

    @Test
    void anAnswerMustNameItsIssuerWhereTheProviderSaysItDoes() throws Exception {
        var browser = new Browser();
        String callback = browser.toCallback("").toString();
        assertThat(browser.follow(browser.get(URI.create(callback.replaceAll("&iss=.*", "")))))
                .hasToString(site.at("/login?problem=identity-refused") + "");

        String second = browser.toCallback("").toString();
        assertThat(browser.follow(browser.get(URI.create(second.replaceAll("&iss=.*", "&iss=https://evil.example")))))
                .hasToString(site.at("/login?problem=identity-refused") + "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"})
    void nobodyIsSentElsewhere(String next) throws Exception {
        alice();
        var browser = new Browser();
        assertThat(browser.signIn("?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                .isEqualTo(site.at("/"));
    }

    @Test
    void whoBeginsOnAnotherNameOfThisHostIsTakenToTheOneThatTheProviderKnows() throws Exception {
        URI here = URI.create(
                site.at("/api/auth/oidc/work/start?next=/a").toString().replace("localhost", "127.0.0.1"));
        assertThat(new Browser().follow(new Browser().get(here)))
                .isEqualTo(site.at("/api/auth/oidc/work/start?here=1&next=%2Fa"));
    }

    @ParameterizedTest
    @CsvSource({"/api/auth/oidc/nobody/start", "/api/auth/oidc/nobody/callback"})
    void thereAreNoOtherProviders(String path) throws Exception {
        assertThat(new Browser().follow(new Browser().get(site.at(path))))
                .hasToString(site.at("/login?problem=not-found") + "");
    }

    @Test
    void aPageOfAnotherSiteFinishesNothing() throws Exception {
        var browser = new Browser();
        browser.signIn("");
        HttpResponse<String> refused = site.post(
                "/api/auth/oidc/finish",
                "{\"handle\":\"alice\"}",
                "origin",
                "https://evil.example",
                "cookie",
                "matrix_signin=" + browser.cookies.get("matrix_signin"));
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void theListsMustAgree() {
        var whole = Map.of(
                "PLATFORM_OIDC_ISSUERS", "work=https://login.example.com",
                "PLATFORM_OIDC_CLIENT_IDS", "work=id",
                "PLATFORM_OIDC_CLIENT_SECRETS", "work=hush");
        assertThat(Provider.from(Config.read(IntegrationSettings.ALL, Environment.of(whole))))
                .singleElement()
                .satisfies(one -> assertThat(one.label()).isEqualTo("work"))
                .satisfies(one -> assertThat(one.toString()).doesNotContain("hush"));

        var idMissing = Map.of("PLATFORM_OIDC_ISSUERS", "work=https://login.example.com");
        assertThatThrownBy(() -> Provider.from(Config.read(IntegrationSettings.ALL, Environment.of(idMissing))))
                .hasMessageContaining("work");
        var plain =
                Map.of("PLATFORM_OIDC_ISSUERS", "work=http://login.example.com", "PLATFORM_OIDC_CLIENT_IDS", "work=id");
        assertThatThrownBy(() -> Provider.from(Config.read(IntegrationSettings.ALL, Environment.of(plain))))
                .hasMessageContaining("https");
    }
}
