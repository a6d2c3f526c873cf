package com.matrixos.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.CountingHasher;
import com.matrixos.platform.audit.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing up, and who tries to by other than the front door.
final class SignUpTest {
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
    void aStrangerSignsUpAndIsSignedIn() throws Exception {
        var told = new ArrayList<Account>();
        site.api.changes().onCreated(told::add);
        Site.Browser alice = site.browser();
        Site.Reply reply = alice.post(
                "/api/auth/signup",
                Map.of("email", " Alice@Example.com", "password", Site.PASSWORD, "handle", "alice"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("set-cookie").orElseThrow())
                .startsWith("matrix_site=mw_")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        var account = reply.json().get("account");
        assertThat(account.get("email").asText()).isEqualTo("alice@example.com");
        assertThat(account.get("role").asText()).isEqualTo("user");
        assertThat(account.get("hasPassword").asBoolean()).isTrue();
        assertThat(account.get("leavesAt").isNull()).isTrue();
        assertThat(account.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "handle",
                        "email",
                        "role",
                        "state",
                        "createdAt",
                        "hasPassword",
                        "totp",
                        "passkeys",
                        "recoveryCodesLeft",
                        "leavesAt");
        assertThat(alice.handle()).isEqualTo("alice");
        assertThat(told).extracting(one -> one.handle().text()).containsExactly("alice");
        assertThat(site.accounts.withoutComputer()).hasSize(1);
        assertThat(site.audited()).containsExactly("account.created", "session.begun");
        assertThat(site.audit.entries().toString()).doesNotContain(Site.PASSWORD, "mw_");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        refused("email", "bad-request", 400, Map.of("email", "nobody"));
        refused("email", "bad-request", 400, Map.of("email", "a@b c.de"));
        refused("email", "bad-request", 400, Map.of("email", "Alice <alice@example.com>"));
        refused("email", "bad-request", 400, Map.of("email", "a".repeat(250) + "@x.de"));
        refused("handle", "bad-request", 400, Map.of("handle", "No"));
        refused("handle", "bad-request", 400, Map.of("handle", "www"));
        refused("password", "bad-request", 400, Map.of("password", "too short"));
        refused("password", "bad-request", 400, Map.of("password", "x".repeat(257)));
        refused("password", "bad-request", 400, Map.of("password", "Password1234!"));
        refused("password", "bad-request", 400, Map.of("password", "i am alice and that is all"));
        refused("role", "bad-request", 400, Map.of("role", "admin"));
        refused("id", "bad-request", 400, Map.of("id", "usr_1"));
        assertThat(site.browser().post("/api/auth/signup", "{").status()).isEqualTo(400);
        assertThat(site.browser()
                        .post("/api/auth/signup", "{\"email\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(site.accounts.named("alice")).isEmpty();
    }

    @Test
    void aHandleThatIsOrWasSomebodysCannotBeHad() throws Exception {
        site.database.write(tx -> tx.execute("INSERT INTO containers (handle, clerk_user_id, port, shell_port)"
                + " VALUES ('carol', 'user_1', 4001, 3001)"));
        site.database.write(
                tx -> tx.execute("INSERT INTO handle_owners (handle, clerk_user_id) VALUES ('dave', 'user_2')"));
        site.signedUp("bob");
        for (String handle : List.of("bob", "carol", "dave", "car0l", "b0b", "adm1n", "supp0rt", "hel-p")) {
            Site.Reply reply = site.browser().post("/api/auth/signup", Site.signUp(handle));
            assertThat(reply.status()).as(handle).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("handle-taken");
            assertThat(reply.json().get("field").asText()).isEqualTo("handle");
        }
        assertThat(site.hasher.count()).as("a hash for nobody, and bob's").isEqualTo(2);
    }

    @Test
    void theSiteKnowsBeforeItAsks() throws Exception {
        site.signedUp("walter");
        assertHandle("alice", true, null);
        assertHandle("www", false, "reserved");
        assertHandle("A", false, "invalid");
        assertHandle("walter", false, "taken");
        assertHandle("vvalter", false, "look-alike");
        assertThat(site.browser()
                        .get("/api/handles/alice")
                        .json()
                        .get("address")
                        .asText())
                .isEqualTo("alice.localhost");
    }

    @Test
    void ofManyWhoWantAHandleOneGetsIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int n = 0; n < 12; n++) {
                String handle = n % 2 == 0 ? "oscar" : "os-car";
                all.add(() -> site.browser()
                        .post("/api/auth/signup", Site.signUp(handle))
                        .status());
            }
            List<Integer> statuses =
                    threads.invokeAll(all).stream().map(one -> one.resultNow()).toList();
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
        }
    }

    @Test
    void theOperatorsCodeMakesOneAdminOnce() throws Exception {
        String first = setupCode();
        String second = setupCode();
        assertThat(withCode("eve", "abcde-abcde-abcde-abcde").problem()).isEqualTo("setup-code-wrong");
        assertThat(withCode("eve", first).problem()).as("replaced").isEqualTo("setup-code-wrong");
        assertThat(site.accounts.named("eve")).isEmpty();
        assertThat(site.browser()
                        .get("/api/session")
                        .json()
                        .at("/host/needsSetup")
                        .asBoolean())
                .isTrue();

        Site.Reply made = withCode("root-of-all", second.toUpperCase(java.util.Locale.ROOT));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().at("/account/role").asText()).isEqualTo("admin");
        assertThat(withCode("eve", second).problem()).isEqualTo("setup-code-wrong");
        assertThat(site.operator("POST", "/api/setup-code", null).problem()).isEqualTo("has-admin");
        assertThat(site.browser()
                        .get("/api/session")
                        .json()
                        .at("/host/needsSetup")
                        .asBoolean())
                .isFalse();
        assertThat(site.database.<String>read(tx -> tx.createQuery("SELECT count(*) FROM setup_code")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("0");
    }

    @Test
    void nobodyButTheOperatorGetsTheCode() throws Exception {
        assertThat(site.browser().post("/api/setup-code", null).status()).isEqualTo(401);
        assertThat(site.signedUp("alice").post("/api/setup-code", null).status())
                .isEqualTo(404);
    }

    @Test
    void aClosedHostTakesOnlyWhoHasTheCode() throws Exception {
        site.close();
        site = new Site(folder, false, true, new CountingHasher());
        assertThat(site.browser().post("/api/auth/signup", Site.signUp("alice")).problem())
                .isEqualTo("signup-closed");
        assertThat(site.browser().get("/api/session").json().at("/host/signup").asText())
                .isEqualTo("closed");
        assertThat(withCode("alice", setupCode()).status()).isEqualTo(201);
    }

    @Test
    void anotherSitesPageSignsNobodyUpOrIn() throws Exception {
        for (String origin : List.of("https://evil.example", "http://eve.localhost:9000", "null")) {
            Site.Reply up = site.browser().call("POST", "/api/auth/signup", Site.signUp("alice"), "origin", origin);
            assertThat(up.problem()).as(origin).isEqualTo("cross-origin");
        }
        site.signedUp("alice");
        Site.Reply in = site.browser()
                .call(
                        "POST",
                        "/api/auth/login",
                        Map.of("identifier", "alice", "password", Site.PASSWORD),
                        "origin",
                        "http://eve.localhost:9000");
        assertThat(in.problem()).isEqualTo("cross-origin");
        assertThat(in.header("set-cookie")).isEmpty();
    }

    @Test
    void anAddressCannotMakeAccountsWithoutEnd() throws Exception {
        Site.Reply last = null;
        for (int n = 0; n < 21; n++) {
            last = site.browser()
                    .from("2001:db8:1:2::" + n)
                    .post("/api/auth/signup", Site.signUp("person" + (char) ('a' + n)));
        }
        assertThat(last.problem()).isEqualTo("too-many-attempts");
        assertThat(last.header("retry-after")).contains("60");
        assertThat(site.browser()
                        .from("2001:db8:1:3::1")
                        .post("/api/auth/signup", Site.signUp("zoe"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whoSignsUpIsTheActorOfNothingYet() throws Exception {
        site.signedUp("alice");
        Entry created = site.audit.entries().getFirst();
        assertThat(created.actor().kind().text()).isEqualTo("nobody");
        assertThat(created.actor().address()).isEqualTo("203.0.113.7");
        assertThat(created.target()).startsWith("account:usr_");
    }

    private String setupCode() throws Exception {
        return site.operator("POST", "/api/setup-code", null).json().get("code").asText();
    }

    private Site.Reply withCode(String handle, String code) throws Exception {
        var body = new HashMap<String, Object>(Site.signUp(handle));
        body.put("code", code);
        return site.browser().post("/api/auth/signup", body);
    }

    private void refused(String field, String problem, int status, Map<String, ?> with) throws Exception {
        var body = new HashMap<String, Object>(Site.signUp("alice"));
        body.putAll(with);
        Site.Reply reply = site.browser().post("/api/auth/signup", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(problem);
        assertThat(reply.json().get("field").asText()).isEqualTo(field);
    }

    private void assertHandle(String handle, boolean available, String reason) throws Exception {
        Site.Reply reply = site.browser().get("/api/handles/" + handle);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("available").asBoolean()).as(handle).isEqualTo(available);
        assertThat(reply.json().get("reason").isNull()).isEqualTo(reason == null);
        assertThat(reply.json().get("message").isNull()).isEqualTo(reason == null);
        if (reason != null) {
            assertThat(reply.json().get("reason").asText()).as(handle).isEqualTo(reason);
        }
    }
}
