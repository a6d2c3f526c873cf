package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.accounts.CountingHasher;
import com.matrixos.platform.accounts.NewAccount;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.containers.Handle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with a password, and guessing at it.
final class SignInTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void byHandleOrByAddress() throws Exception {
        site.signedUp("alice");
        for (String name : List.of("alice", "Alice", "alice@example.com", " ALICE@example.com ")) {
            Site.Browser browser = site.browser();
            Site.Reply reply = site.signIn(browser, name, Site.PASSWORD);
            assertThat(reply.status()).as(name).isEqualTo(200);
            assertThat(browser.handle()).isEqualTo("alice");
        }
    }

    @Test
    void anAddressOfSeveralMeansTheOldest() throws Exception {
        site.signedUp("alice");
        site.time.advance(Duration.ofSeconds(1));
        site.browser()
                .post(
                        "/api/auth/signup",
                        Map.of("email", "alice@example.com", "password", "quite another thing", "handle", "bob"));
        Site.Browser browser = site.browser();
        assertThat(site.signIn(browser, "alice@example.com", Site.PASSWORD).status())
                .isEqualTo(200);
        assertThat(browser.handle()).isEqualTo("alice");
        assertThat(site.signIn(site.browser(), "alice@example.com", "quite another thing")
                        .status())
                .isEqualTo(401);
    }

    /// Status, text, every header, and the number of hashes.
    @Test
    void whetherThereIsSuchAnAccountCannotBeTold() throws Exception {
        site.signedUp("alice");
        site.api
                .changes()
                .create(NewAccount.withoutPassword("o@example.com", Handle.of("oidc-one"), Role.USER), Actor.SYSTEM);
        var replies = new ArrayList<String>();
        var hashes = new ArrayList<Integer>();
        for (String name :
                List.of("alice", "alice@example.com", "nobody", "nobody@example.com", "oidc-one", "x y", "WWW")) {
            int before = site.hasher.count();
            replies.add(site.signIn(site.browser(), name, "not the password").whole());
            hashes.add(site.hasher.count() - before);
        }
        assertThat(replies).allMatch(replies.getFirst()::equals);
        assertThat(replies.getFirst()).startsWith("401").contains("sign-in-failed");
        assertThat(hashes).containsOnly(1);
    }

    @Test
    void whoGuessesWaitsLongerAndLonger() throws Exception {
        site.signedUp("alice");
        fail("alice", 5);
        assertWait("alice", "1");
        site.time.advance(Duration.ofSeconds(1));
        fail("alice", 1);
        assertWait("alice", "2");
        int before = site.hasher.count();
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).problem())
                .as("the right password as well")
                .isEqualTo("too-many-attempts");
        assertThat(site.hasher.count()).isEqualTo(before);
        for (int n = 0; n < 12; n++) {
            site.time.advance(Duration.ofMinutes(15));
            fail("alice", 1);
        }
        assertWait("alice", "900");
        site.time.advance(Duration.ofMinutes(15));
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
        fail("alice", 5);
        assertWait("alice", "1");
    }

    @Test
    void aNameThatNobodyHasWaitsJustTheSame() throws Exception {
        site.signedUp("alice");
        assertThat(course("alice", "198.51.100.1")).isEqualTo(course("nobody", "198.51.100.2"));
        assertThat(course("alice@example.com", "198.51.100.3")).isEqualTo(course("no@example.com", "198.51.100.4"));
    }

    @Test
    void waitingSurvivesARestart() throws Exception {
        site.signedUp("alice");
        fail("alice", 5);
        fail("nobody", 5);
        site.close();
        site = new Site(folder);
        assertWait("alice", "1");
        assertWait("nobody", "1");
    }

    @Test
    void manyAtOnceGetNoMoreTriesThanOneAfterTheOther() throws Exception {
        site.signedUp("alice");
        int before = site.hasher.count();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
                String address = "198.51.100." + n;
                all.add(() -> site.signIn(site.browser().from(address), "alice", "guess of many")
                        .status());
            }
            assertThat(threads.invokeAll(all).stream().map(one -> one.resultNow()))
                    .filteredOn(status -> status == 401)
                    .hasSize(5);
        }
        assertThat(site.hasher.count() - before).isEqualTo(5);
    }

    @Test
    void anAddressThatTriesManyNamesWaitsToo() throws Exception {
        site.signedUp("alice");
        for (int n = 0; n < 20; n++) {
            site.signIn(site.browser().from("2001:db8:7:7::" + n), "name" + n, "guess of many");
        }
        Site.Reply reply = site.signIn(site.browser().from("2001:db8:7:7::99"), "alice", Site.PASSWORD);
        assertThat(reply.problem()).isEqualTo("too-many-attempts");
        assertThat(site.signIn(site.browser().from("2001:db8:7:8::1"), "alice", Site.PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSessionIsAlwaysANewOne() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        String first = alice.cookie;
        site.signIn(alice, "alice", Site.PASSWORD);
        assertThat(alice.cookie).isNotEqualTo(first);
        Site.Browser thief = site.browser();
        thief.cookie = first;
        assertThat(thief.handle()).as("the earlier one has ended").isEmpty();

        Site.Browser victim = site.browser();
        victim.cookie = "matrix_site=mw_planted";
        site.signIn(victim, "alice", Site.PASSWORD);
        thief.cookie = "matrix_site=mw_planted";
        assertThat(thief.handle()).as("what was planted is nobody").isEmpty();
        assertThat(victim.handle()).isEqualTo("alice");
    }

    @Test
    void aSecondCookieCountsForNothing() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        Site.Browser eve = site.signedUp("eve");
        Site.Browser both = site.browser();
        both.cookie = eve.cookie + "; " + alice.cookie;
        assertThat(both.get("/api/me").status()).isEqualTo(401);
        both.cookie = alice.cookie + "; " + eve.cookie;
        assertThat(both.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void aPageOfAComputerReadsNothing() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        Site.Reply reply = site.send(
                "GET",
                "/api/me",
                null,
                List.of("cookie", alice.cookie, "sec-fetch-site", "same-site", "sec-fetch-mode", "cors"));
        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        String cookie = alice.cookie;
        Site.Reply reply = alice.post("/api/auth/logout", null);
        assertThat(reply.text()).isEqualTo("{\"ok\":true}");
        assertThat(reply.header("set-cookie").orElseThrow())
                .startsWith("matrix_site=;")
                .contains("1970");
        alice.cookie = cookie;
        assertThat(alice.get("/api/me").status()).isEqualTo(401);
        assertThat(site.browser().post("/api/auth/logout", null).status()).isEqualTo(200);
    }

    @Test
    void onlyTheOwnerLearnsThatAnAccountIsSuspended() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        site.operator("PATCH", "/api/users/" + alice.id(), Map.of("state", "suspended"));
        assertThat(alice.get("/api/me").status()).isEqualTo(401);
        assertThat(site.signIn(site.browser(), "alice", "not the password").problem())
                .isEqualTo("sign-in-failed");
        Site.Reply reply = site.signIn(site.browser(), "alice", Site.PASSWORD);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("account-suspended");
        assertThat(reply.header("set-cookie")).isEmpty();
    }

    @Test
    void aHashOfOlderParametersIsMadeAnew() throws Exception {
        site.signedUp("alice");
        site.close();
        site = new Site(folder, true, true, new CountingHasher("v2"));
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
        assertThat(site.stored("password", "alice")).startsWith("v2$");
        int before = site.hasher.count();
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
        assertThat(site.hasher.count() - before).isEqualTo(1);
    }

    @Test
    void refusalsAreWrittenDownWithoutWhatWasTyped() throws Exception {
        site.signedUp("alice");
        site.signIn(site.browser(), "alice", "not the password");
        site.signIn(site.browser(), "hunter2 by mistake", "x");
        assertThat(site.audited()).containsSubsequence("sign-in.refused", "sign-in.refused");
        assertThat(site.audit.entries().toString()).doesNotContain("hunter2", "not the password");
    }

    private List<String> course(String name, String address) throws Exception {
        var course = new ArrayList<String>();
        for (int n = 0; n < 9; n++) {
            course.add(site.signIn(site.browser().from(address), name, "not the password")
                    .whole());
            if (n > 5) {
                site.time.advance(Duration.ofSeconds(1));
            }
        }
        return course;
    }

    private void fail(String name, int times) throws Exception {
        for (int n = 0; n < times; n++) {
            Site.Reply reply = site.signIn(site.browser().from("192.0.2." + (n + 1)), name, "not the password");
            assertThat(reply.problem()).isEqualTo("sign-in-failed");
        }
    }

    private void assertWait(String name, String seconds) throws Exception {
        Site.Reply reply = site.signIn(site.browser().from("192.0.2.77"), name, "not the password");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.problem()).isEqualTo("too-many-attempts");
        assertThat(reply.header("retry-after")).contains(seconds);
    }
}
