package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.accounts.Account;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody's accounts, for the operator and admins.
final class UsersTest {
    @TempDir
    Path folder;

    private Site site;
    private Site.Browser boss;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder);
        boss = site.admin("boss-of-all");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void othersFindNothingHere() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        String path = "/api/users/" + alice.id();
        for (String[] call : new String[][] {
            {"GET", "/api/users"},
            {"POST", "/api/users"},
            {"GET", path},
            {"PATCH", path},
            {"DELETE", path},
            {"POST", path + "/reset-link"},
            {"POST", path + "/sign-out"}
        }) {
            Site.Reply reply = alice.call(call[0], call[1], call[0].equals("GET") ? null : "{}");
            assertThat(reply.status()).as(call[0] + " " + call[1]).isEqualTo(404);
            assertThat(site.browser().call(call[0], call[1], null).status()).isEqualTo(401);
        }
        assertThat(site.audited()).contains("access.denied");
        assertThat(alice.handle()).isEqualTo("alice");
    }

    @Test
    void pagesLeaveNobodyOutAndTellOfNobodyTwice() throws Exception {
        for (String handle : List.of("alice", "bob", "carol", "dave", "erin")) {
            site.time.advance(Duration.ofSeconds(1));
            site.signedUp(handle);
        }
        for (String sort :
                List.of("handle", "-handle", "createdAt", "-createdAt", "lastSeen", "-lastSeen", "spend", "-spend")) {
            assertThat(walk(sort)).as(sort).hasSize(6).doesNotHaveDuplicates();
        }
        assertThat(walk("handle")).containsExactly("alice", "bob", "boss-of-all", "carol", "dave", "erin");
        assertThat(walk("-createdAt")).containsExactly("erin", "dave", "carol", "bob", "alice", "boss-of-all");
        site.spent.put(site.accounts.named("bob").getFirst().handle().text(), new BigDecimal("10.000000000"));
        site.spent.put(site.accounts.named("dave").getFirst().handle().text(), new BigDecimal("9.500000000"));
        assertThat(walk("-spend")).startsWith("bob", "dave");

        JsonNode first = boss.get("/api/users?limit=2").json();
        assertThat(first.get("total").asInt()).isEqualTo(6);
        site.signedUp("aaron");
        JsonNode second = boss.get(
                        "/api/users?limit=2&cursor=" + first.get("nextCursor").asText())
                .json();
        assertThat(second.get("items").findValuesAsText("handle")).containsExactly("boss-of-all", "carol");
    }

    @Test
    void theListIsSearched() throws Exception {
        site.signedUp("alice");
        site.signedUp("bob");
        site.database.write(tx -> tx.execute("INSERT INTO containers (handle, clerk_user_id, port, shell_port, status)"
                + " SELECT handle, id, 4001, 3001, 'running' FROM accounts WHERE handle = 'alice'"));
        assertThat(handles("?q=LIC")).containsExactly("alice");
        assertThat(handles("?q=bob@example")).containsExactly("bob");
        assertThat(handles("?q=%25")).isEmpty();
        assertThat(handles("?role=admin")).containsExactly("boss-of-all");
        assertThat(handles("?state=suspended")).isEmpty();
        JsonNode alice = boss.get("/api/users?q=alice").json().at("/items/0");
        assertThat(alice.at("/computer/state").asText()).isEqualTo("running");
        assertThat(boss.get("/api/users?q=alice").text()).contains("\"monthUsd\":0.000000000,");
        assertThat(alice.get("lastSeenAt").asText()).isEqualTo("2026-02-15T11:30:18.000Z");
        assertThat(boss.get("/api/users?q=bob").json().at("/items/0/computer").isNull())
                .isTrue();
        for (String query : List.of(
                "sort=colour", "limit=0", "limit=201", "limit=x", "role=king", "state=gone", "cursor=x", "cursor=!")) {
            Site.Reply reply = boss.get("/api/users?" + query);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.json().get("field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void anAccountThatIsMadeForSomebodyIsOpenedWithALink() throws Exception {
        Site.Reply made =
                boss.post("/api/users", Map.of("email", "alice@example.com", "handle", "alice", "role", "user"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().at("/account/hasPassword").asBoolean()).isFalse();
        String link = made.json().get("resetLink").asText();
        site.time.advance(Duration.ofDays(6));
        assertThat(site.browser()
                        .post(
                                "/api/auth/reset/complete",
                                Map.of("token", link.substring(link.indexOf('=') + 1), "password", Site.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(site.signIn(site.browser(), "alice", Site.PASSWORD).status()).isEqualTo(200);
        assertThat(boss.post("/api/users", Map.of("email", "a@example.com", "handle", "a1ice"))
                        .problem())
                .isEqualTo("handle-taken");
        assertThat(boss.post("/api/users", Map.of("email", "a@example.com", "handle", "bob", "role", "king"))
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("role");
    }

    @Test
    void suspendingEndsEverySession() throws Exception {
        var told = new ArrayList<Account>();
        site.api.changes().onSuspended(told::add);
        Site.Browser alice = site.signedUp("alice");
        String path = "/api/users/" + alice.id();
        Site.Reply read = boss.get(path);
        Site.Reply reply = boss.call(
                "PATCH",
                path,
                Map.of("state", "suspended"),
                "if-match",
                read.header("etag").orElseThrow());
        assertThat(reply.json().get("state").asText()).isEqualTo("suspended");
        assertThat(alice.handle()).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(boss.call("PATCH", path, Map.of("state", "active"), "if-match", "\"v1\"")
                        .status())
                .isEqualTo(412);
        assertThat(boss.call("PATCH", path, Map.of("state", "active")).status()).isEqualTo(200);
        assertThat(alice.handle()).as("the old session stays ended").isEmpty();
        assertThat(site.signIn(alice, "alice", Site.PASSWORD).status()).isEqualTo(200);
        assertThat(site.audit.entries())
                .filteredOn(entry -> entry.action().equals("account.changed"))
                .first()
                .satisfies(entry -> {
                    assertThat(entry.before().toString()).isEqualTo("{state=active}");
                    assertThat(entry.after().toString()).isEqualTo("{state=suspended}");
                    assertThat(entry.actor().handle()).isEqualTo("boss-of-all");
                });
    }

    @Test
    void theLastAdminIsNotTakenAway() throws Exception {
        String path = "/api/users/" + boss.id();
        for (Map<String, String> change : List.of(Map.of("state", "suspended"), Map.of("role", "user"))) {
            assertThat(site.operator("PATCH", path, change).problem()).isEqualTo("last-admin");
            assertThat(boss.call("PATCH", path, change).problem()).isEqualTo("last-admin");
        }
        assertThat(boss.call("DELETE", path, null).problem()).isEqualTo("last-admin");
        assertThat(boss.handle()).isEqualTo("boss-of-all");

        Site.Browser alice = site.signedUp("alice");
        boss.call("PATCH", "/api/users/" + alice.id(), Map.of("role", "admin"));
        var demoted = new ArrayList<Account>();
        site.api.changes().onDemoted(demoted::add);
        assertThat(alice.call("PATCH", path, Map.of("role", "user")).status()).isEqualTo(200);
        assertThat(demoted).hasSize(1);
        assertThat(boss.get("/api/users").status()).isEqualTo(404);
        boss.call("PATCH", path, Map.of("role", "admin"));
        assertThat(alice.call("PATCH", "/api/users/" + alice.id(), Map.of("role", "user"))
                        .problem())
                .as("a suspended admin is none")
                .isEqualTo("last-admin");
    }

    @Test
    void whatAnAdminHasDeletedItsOwnerCannotTakeBack() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        String path = "/api/users/" + alice.id();
        Site.Reply reply = boss.call("DELETE", path, null);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/account/state").asText()).isEqualTo("leaving");
        assertThat(alice.handle()).isEmpty();
        site.signIn(alice, "alice", Site.PASSWORD);
        assertThat(alice.post("/api/me/stay", null).problem()).isEqualTo("account-leaving");
        assertThat(boss.call("PATCH", path, Map.of("state", "suspended")).problem())
                .isEqualTo("account-leaving");
        assertThat(boss.call("PATCH", path, Map.of("state", "active"))
                        .json()
                        .get("leavesAt")
                        .isNull())
                .isTrue();
        assertThat(boss.call("DELETE", "/api/users/usr_unknown", null).status()).isEqualTo(404);
    }

    @Test
    void anAdminSignsSomebodyOutEverywhere() throws Exception {
        Site.Browser alice = site.signedUp("alice");
        String id = alice.id();
        assertThat(boss.post("/api/users/" + id + "/sign-out", null).status()).isEqualTo(200);
        assertThat(alice.handle()).isEmpty();
        assertThat(boss.handle()).isEqualTo("boss-of-all");
    }

    private List<String> walk(String sort) throws Exception {
        var handles = new ArrayList<String>();
        String cursor = "";
        for (int page = 0; page < 10; page++) {
            JsonNode json = boss.get("/api/users?limit=2&sort=" + sort + cursor).json();
            handles.addAll(json.get("items").findValuesAsText("handle"));
            if (json.get("nextCursor").isNull()) {
                return handles;
            }
            cursor = "&cursor=" + json.get("nextCursor").asText();
        }
        throw new AssertionError("pages without end: " + handles);
    }

    private List<String> handles(String query) throws Exception {
        return boss.get("/api/users" + query).json().get("items").findValuesAsText("handle");
    }
}
