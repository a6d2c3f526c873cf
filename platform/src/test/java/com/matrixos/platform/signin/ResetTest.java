package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.accounts.CountingHasher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links with which a password is set.
final class ResetTest {
    private static final String NEW = "another horse altogether";
    private static final Pattern LINK = Pattern.compile("http://localhost:9000/reset#token=(mr_[\\w-]+)");

    @TempDir
    Path folder;

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
    void theLinkComesByMailAndWorksOnce() throws Exception {
        String token = mailed("alice");
        assertThat(site.mail.getLast().to()).isEqualTo("alice@example.com");
        assertThat(complete(token, "short").json().get("field").asText()).isEqualTo("password");
        assertThat(complete(token, NEW).text()).isEqualTo("{\"ok\":true}");
        assertThat(alice.get("/api/me").status()).as("every session has ended").isEqualTo(401);
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(401);
        assertThat(site.signIn(site.browser(), "alice", NEW).status()).isEqualTo(200);

        Site.Reply again = complete(token, Site.PASSWORD);
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.problem()).isEqualTo("link-dead");
        assertThat(complete("mr_made-up", NEW).problem()).isEqualTo("link-dead");
        assertThat(site.audited()).contains("reset-link.made", "password.reset");
        assertThat(site.mail.getLast().text()).contains("A new password was set with a link.");
    }

    @Test
    void itIsDeadAfterAnHour() throws Exception {
        String token = mailed("alice");
        site.time.advance(Duration.ofMinutes(60));
        assertThat(complete(token, NEW).problem()).isEqualTo("link-dead");
        assertThat(site.hasher.count()).as("nothing hashed for it").isEqualTo(2);
    }

    @Test
    void whoAsksIsToldNothing() throws Exception {
        List<String> replies = new ArrayList<>();
        for (String name : List.of("alice", "alice@example.com", "nobody", "no@example.com", "x y", "www")) {
            replies.add(site.browser()
                    .post("/api/auth/reset", Map.of("identifier", name))
                    .whole());
        }
        assertThat(replies).allMatch(replies.getFirst()::equals);
        assertThat(replies.getFirst()).startsWith("202").endsWith("{\"ok\":true}");
        assertThat(site.mail).as("nothing is looked up before the answer").isEmpty();
    }

    @Test
    void nobodyIsSentAHundredMails() throws Exception {
        for (int n = 0; n < 10; n++) {
            mailedOrNot("alice");
        }
        assertThat(site.mail).hasSize(1);
        String first = token();
        site.time.advance(Duration.ofMinutes(3));
        String second = mailed("alice");
        assertThat(complete(first, NEW).status())
                .as("asking again does no harm to it")
                .isEqualTo(200);
        assertThat(complete(second, NEW).problem()).isEqualTo("link-dead");
    }

    @Test
    void ofManyWithTheSameLinkOneSetsThePassword() throws Exception {
        String token = mailed("alice");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                String password = "password of many " + n;
                all.add(() -> complete(token, password).status());
            }
            assertThat(threads.invokeAll(all).stream().map(one -> one.resultNow()))
                    .filteredOn(status -> status == 200)
                    .hasSize(1);
        }
    }

    @Test
    void everyAccountOfAnAddressGetsALink() throws Exception {
        site.browser()
                .post(
                        "/api/auth/signup",
                        Map.of("email", "alice@example.com", "password", Site.PASSWORD, "handle", "second"));
        mailedOrNot("alice@example.com");
        assertThat(site.mail).hasSize(2).allMatch(mail -> mail.to().equals("alice@example.com"));
        assertThat(site.mail.toString()).doesNotContain("example.com", "token");
    }

    @Test
    void withoutMailAnAdminSeesWhoAsked() throws Exception {
        site.close();
        site = new Site(folder, true, false, new CountingHasher());
        assertThat(site.browser().get("/api/session").json().at("/host/mail").asBoolean())
                .isFalse();
        mailedOrNot("alice");
        String path = "/api/users/" + site.accounts.named("alice").getFirst().id();
        assertThat(site.operator("GET", path, null)
                        .json()
                        .get("resetRequestedAt")
                        .asText())
                .isEqualTo("2026-02-15T11:30:18.000Z");
        Site.Reply made = site.operator("POST", path + "/reset-link", null);
        assertThat(made.json().get("expiresAt").asText()).isEqualTo("2026-02-15T12:30:18.001Z");
        assertThat(site.operator("GET", path, null)
                        .json()
                        .get("resetRequestedAt")
                        .isNull())
                .isTrue();
        var link = LINK.matcher(made.json().get("url").asText());
        assertThat(link.matches()).isTrue();
        String newer = site.operator("POST", path + "/reset-link", null)
                .json()
                .get("url")
                .asText();
        assertThat(complete(link.group(1), NEW).problem()).as("replaced").isEqualTo("link-dead");
        assertThat(complete(newer.substring(newer.indexOf('=') + 1), NEW).status())
                .isEqualTo(200);
    }

    @Test
    void whatOthersHaveTriedDoesNotKeepTheOwnerOut() throws Exception {
        for (int n = 0; n < 5; n++) {
            site.signIn(site.browser(), "alice", "guess of many");
        }
        complete(mailed("alice"), NEW);
        assertThat(site.signIn(site.browser(), "alice", NEW).status()).isEqualTo(200);
    }

    @Test
    void aSecondFactorIsStillNeeded() throws Exception {
        var app = new com.matrixos.platform.accounts.TotpApp(
                alice.post("/api/me/totp", Map.of("password", Site.PASSWORD))
                        .json()
                        .get("secret")
                        .asText(),
                site.time);
        alice.post("/api/me/totp/confirm", Map.of("code", app.now()));
        complete(mailed("alice"), NEW);
        assertThat(site.signIn(site.browser(), "alice", NEW).problem()).isEqualTo("second-factor");
    }

    @Test
    void tokensAreStoredNowhere() throws Exception {
        String token = mailed("alice");
        assertThat(site.database.<String>read(tx -> tx.createQuery("SELECT sha256 FROM reset_links")
                        .mapTo(String.class)
                        .one()))
                .hasSize(64)
                .isNotEqualTo(token);
        assertThat(site.audit.entries().toString()).doesNotContain(token);
    }

    @Test
    void changingThePasswordEndsTheOtherSessionsAndTheLinks() throws Exception {
        String token = mailed("alice");
        Site.Browser phone = site.browser();
        site.signIn(phone, "alice", Site.PASSWORD);
        assertThat(alice.post("/api/me/password", Map.of("current", "not it", "password", NEW))
                        .problem())
                .isEqualTo("password-wrong");
        assertThat(alice.post("/api/me/password", Map.of("current", Site.PASSWORD, "password", "qwertyuiop"))
                        .status())
                .isEqualTo(400);
        assertThat(phone.handle()).isEqualTo("alice");
        assertThat(alice.post("/api/me/password", Map.of("current", Site.PASSWORD, "password", NEW))
                        .status())
                .isEqualTo(200);
        assertThat(alice.handle()).isEqualTo("alice");
        assertThat(phone.handle()).isEmpty();
        assertThat(complete(token, Site.PASSWORD).problem()).isEqualTo("link-dead");
        assertThat(site.signIn(site.browser(), "alice", NEW).status()).isEqualTo(200);
    }

    private String mailed(String name) throws Exception {
        int before = site.mail.size();
        mailedOrNot(name);
        assertThat(site.mail).hasSize(before + 1);
        return token();
    }

    private void mailedOrNot(String name) throws Exception {
        assertThat(site.browser()
                        .post("/api/auth/reset", Map.of("identifier", name))
                        .status())
                .isEqualTo(202);
        site.time.advance(Duration.ofMillis(1));
    }

    private String token() {
        var link = LINK.matcher(site.mail.getLast().text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private Site.Reply complete(String token, String password) throws Exception {
        return site.browser().post("/api/auth/reset/complete", Map.of("token", token, "password", password));
    }
}
