package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.NewAccount;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.containers.Handle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One's own account: its address, its sessions, its end.
final class OwnAccountTest {
    private static final Handle ALICE = Handle.of("alice");

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
    void theAddressChangesUnlessSomebodyElseWasFaster() throws Exception {
        Site.Reply me = alice.get("/api/me");
        assertThat(me.header("etag")).contains("\"v1\"");
        assertThat(me.header("cache-control")).contains("no-store");
        Site.Reply changed =
                alice.call("PATCH", "/api/me", Map.of("email", "New@Example.com"), "if-match", "\"v0\", \"v1\"");
        assertThat(changed.json().get("email").asText()).isEqualTo("new@example.com");
        assertThat(changed.header("etag")).contains("\"v2\"");
        assertThat(site.mail.getLast().to())
                .as("who had the account hears of it")
                .isEqualTo("alice@example.com");

        Site.Reply late = alice.call("PATCH", "/api/me", Map.of("email", "late@example.com"), "if-match", "\"v1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem()).isEqualTo("precondition-failed");
        assertThat(alice.call("PATCH", "/api/me", Map.of("email", "any@example.com"), "if-match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(site.audit.entries().toString()).doesNotContain("any@example.com");
    }

    @Test
    void nothingElseChangesThatWay() throws Exception {
        for (String field : List.of("role", "state", "handle", "id", "password", "version")) {
            Site.Reply reply = alice.call("PATCH", "/api/me", Map.of("email", "x@example.com", field, "admin"));
            assertThat(reply.status()).as(field).isEqualTo(400);
            assertThat(reply.json().get("field").asText()).isEqualTo(field);
        }
        assertThat(alice.get("/api/me").json().get("email").asText()).isEqualTo("alice@example.com");
    }

    @Test
    void strangersHaveNoAccountToLookAt() throws Exception {
        for (String path : List.of("/api/me", "/api/me/passkeys", "/api/me/sessions")) {
            assertThat(site.browser().get(path).status()).as(path).isEqualTo(401);
        }
        for (String path :
                List.of("password", "totp", "totp/confirm", "totp/disable", "recovery-codes", "delete", "stay")) {
            assertThat(site.browser().post("/api/me/" + path, "{}").status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(site.operator("GET", "/api/me", null).status()).isEqualTo(401);
    }

    @Test
    void everySessionIsListedAndEndsByItself() throws Exception {
        container();
        Site.Browser phone = site.browser();
        site.signIn(phone, "alice", Site.PASSWORD);
        String computer = enter(siteSession("alice"), account("alice"), Rights.OWNER);
        Site.Browser bob = site.signedUp("bob");
        String guest = enter(siteSession("bob"), account("bob"), Rights.VIEWER);

        JsonNode items = alice.get("/api/me/sessions").json().get("items");
        assertThat(items).hasSize(4);
        assertThat(items.findValuesAsText("kind")).containsExactly("site", "site", "computer", "computer");
        assertThat(items).filteredOn(item -> item.get("current").asBoolean()).hasSize(1);
        assertThat(items)
                .filteredOn(item -> item.get("id").asText().equals(guest))
                .allMatch(item -> item.get("handle").asText().equals("bob")
                        && item.get("address").isNull()
                        && item.get("userAgent").isNull());
        assertThat(items)
                .filteredOn(item -> item.get("id").asText().equals(computer))
                .allMatch(item -> item.get("handle").isNull()
                        && item.get("userAgent").asText().equals("Firefox"));

        assertThat(alice.call("DELETE", "/api/me/sessions/" + guest, null).status())
                .isEqualTo(200);
        assertThat(bob.handle()).as("only from her computer").isEqualTo("bob");
        assertThat(site.hostSessions.list(session -> session.id().equals(guest)))
                .isEmpty();
        assertThat(alice.call("DELETE", "/api/me/sessions/" + guest, null).status())
                .isEqualTo(404);
        assertThat(site.audited()).contains("session.ended");
    }

    @Test
    void anothersSessionIsUnknown() throws Exception {
        container();
        Site.Browser bob = site.signedUp("bob");
        String hers = enter(siteSession("alice"), account("alice"), Rights.OWNER);
        for (String id : List.of(siteSession("alice"), hers, "ses_made_up")) {
            assertThat(bob.call("DELETE", "/api/me/sessions/" + id, null).status())
                    .as(id)
                    .isEqualTo(404);
        }
        assertThat(alice.handle()).isEqualTo("alice");
        assertThat(bob.get("/api/me/sessions").json().get("items")).hasSize(1);
    }

    @Test
    void allOthersEndAtOnce() throws Exception {
        container();
        String mine = enter(siteSession("alice"), account("alice"), Rights.OWNER);
        Site.Browser phone = site.browser();
        site.signIn(phone, "alice", Site.PASSWORD);
        site.signedUp("bob");
        enter(siteSession("bob"), account("bob"), Rights.VIEWER);
        String link = enter(null, null, Rights.OWNER);
        assertThat(alice.call("DELETE", "/api/me/sessions", null).status()).isEqualTo(200);
        assertThat(phone.handle()).isEmpty();
        assertThat(alice.handle()).isEqualTo("alice");
        assertThat(site.hostSessions.list(_ -> true))
                .extracting(session -> session.id())
                .as("what was opened from this one goes on; not the link " + link)
                .containsExactly(mine);
    }

    @Test
    void deletingTakesThePasswordAndTheHandle() throws Exception {
        var told = new ArrayList<Account>();
        site.api.changes().onLeaving(told::add);
        Site.Browser phone = site.browser();
        site.signIn(phone, "alice", Site.PASSWORD);
        assertThat(delete(Site.PASSWORD, "bob").json().get("field").asText()).isEqualTo("handle");
        assertThat(delete("not the password", "alice").problem()).isEqualTo("password-wrong");
        assertThat(alice.post("/api/me/delete", Map.of("handle", "alice")).problem())
                .isEqualTo("password-wrong");
        assertThat(told).isEmpty();

        Site.Reply reply = delete(Site.PASSWORD, "alice");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/account/state").asText()).isEqualTo("leaving");
        assertThat(reply.json().at("/account/leavesAt").asText()).isEqualTo("2026-03-17T11:30:18.000Z");
        assertThat(told).hasSize(1);
        assertThat(phone.handle()).isEmpty();
        assertThat(alice.handle()).isEqualTo("alice");
        assertThat(site.accounts.withoutComputer()).isEmpty();

        assertThat(alice.post("/api/me/stay", null).json().at("/account/state").asText())
                .isEqualTo("active");
        assertThat(site.accounts.due(site.time.instant().plus(Duration.ofDays(40))))
                .isEmpty();
    }

    @Test
    void afterThirtyDaysItIsGoneAndItsHandleIsNobodys() throws Exception {
        delete(Site.PASSWORD, "alice");
        site.time.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(site.accounts.due()).isEmpty();
        site.time.advance(Duration.ofMillis(1));
        Account due = site.accounts.due().getFirst();
        var told = new ArrayList<Account>();
        site.api.changes().onRemoved(told::add);
        assertThat(site.api.changes().remove(due.id(), Actor.SYSTEM)).isTrue();
        assertThat(site.api.changes().remove(due.id(), Actor.SYSTEM)).isFalse();
        assertThat(told).hasSize(1);
        assertThat(site.accounts.find(due.id())).isEmpty();
        assertThat(site.browser().get("/api/handles/alice").json().get("reason").asText())
                .isEqualTo("taken");
        for (String table : List.of("account_sessions", "recovery_codes", "passkeys", "reset_links")) {
            assertThat(site.database.<Integer>read(tx -> tx.createQuery("SELECT count(*) FROM " + table)
                            .mapTo(Integer.class)
                            .one()))
                    .isZero();
        }
    }

    @Test
    void withoutAPasswordANewSessionProvesTheOwner() throws Exception {
        Account carol = site.api
                .changes()
                .create(NewAccount.withoutPassword("c@example.com", Handle.of("carol"), Role.USER), Actor.SYSTEM);
        Site.Browser browser = site.browser();
        browser.cookie = "matrix_site="
                + site.siteSessions.begin(carol.id(), "Firefox", "").token();
        site.time.advance(Duration.ofMinutes(5));
        assertThat(browser.post("/api/me/delete", Map.of("handle", "carol")).problem())
                .isEqualTo("sign-in-again");
        assertThat(browser.post("/api/me/password", Map.of("password", Site.PASSWORD))
                        .problem())
                .isEqualTo("sign-in-again");
        browser.cookie = "matrix_site="
                + site.siteSessions.begin(carol.id(), "Firefox", "").token();
        assertThat(browser.post("/api/me/password", Map.of("password", Site.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(site.signIn(site.browser(), "carol", Site.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void theLastAdminStays() throws Exception {
        Site.Browser boss = site.admin("boss-of-all");
        assertThat(boss.post("/api/me/delete", Map.of("password", Site.PASSWORD, "handle", "boss-of-all"))
                        .problem())
                .isEqualTo("last-admin");
        assertThat(account("boss-of-all").standing()).isEqualTo(new Standing.Active());
    }

    private Site.Reply delete(String password, String handle) throws Exception {
        return alice.post("/api/me/delete", Map.of("password", password, "handle", handle));
    }

    private void container() {
        site.database.write(tx -> tx.execute("INSERT INTO containers (handle, clerk_user_id, port, shell_port, status)"
                + " SELECT handle, id, 4001, 3001, 'running' FROM accounts WHERE handle = 'alice'"));
    }

    private Account account(String handle) {
        return site.accounts.named(handle).getFirst();
    }

    private String siteSession(String handle) {
        return site.siteSessions.of(account(handle).id()).getFirst().id();
    }

    private String enter(String siteSession, Account account, Rights rights) {
        String id = account == null ? null : account.id();
        String url = site.tickets
                .issue(new Tickets.Admission(ALICE, id, siteSession, rights), null)
                .url();
        return site.tickets
                .redeem(url.substring(url.indexOf('=') + 1), ALICE, Optional.empty())
                .orElseThrow()
                .session()
                .id();
    }
}
