package com.matrixos.platform.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.Question;
import com.matrixos.platform.audit.Row;
import com.matrixos.platform.http.ApiHost;
import com.matrixos.platform.http.OpenApiCheck;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens of an account's programs, made in a browser and used by a program.
final class TokenRoutesTest {
    private static final String PATH = "/api/me/tokens";
    private static final String READER = "{\"name\":\"backup\",\"scopes\":[\"account:read\"],\"days\":30}";

    @TempDir
    Path folder;

    private final OpenApiCheck openApi = new OpenApiCheck();
    private ApiHost host;
    private String[] alice;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        new TokenRoutes(host.programs(), host.guard()).addTo(host.routes());
        host.routes()
                .get(
                        "/api/reading",
                        host.guard().account(Scope.ACCOUNT_READ, (_, who) -> Answer.json(200, Map.of("id", who.id()))))
                .get(
                        "/api/writing",
                        host.guard().account(Scope.ACCOUNT_WRITE, (_, who) -> Answer.json(200, Map.of("id", who.id()))))
                .get("/api/steering", host.guard().steering((_, _) -> Answer.json(200, Map.of())));
        alice = host.signedIn("alice", "user");
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void aTokenIsShownOnceAndDoesWhatItsScopesSay() throws Exception {
        HttpResponse<String> made = make(READER);
        openApi.answer("POST", PATH, made);
        assertThat(made.statusCode()).isEqualTo(201);
        String token = ApiHost.json(made).get("token").asText();
        assertThat(token).matches("mat_[A-Za-z0-9_-]{43}");

        assertThat(by(token, "/api/reading").body()).contains("usr_alice");
        assertThat(ApiHost.slug(by(token, "/api/writing"))).isEqualTo("scope-missing");
        assertThat(by(token, "/api/steering").statusCode()).isEqualTo(404);
        HttpResponse<String> list = host.send("GET", PATH, "", alice);
        openApi.answer("GET", PATH, list);
        assertThat(list.body()).doesNotContain(token);
        JsonNode item = ApiHost.json(list).at("/items/0");
        assertThat(item.get("name").asText()).isEqualTo("backup");
        assertThat(item.get("expiresAt").asText()).isEqualTo("2026-03-17T11:30:18.000Z");
    }

    @Test
    void onlyItsDigestIsStoredAndItIsInNoLog() throws Exception {
        String token = ApiHost.json(make(READER)).get("token").asText();

        String rows = host.database()
                .read(tx -> tx.createQuery("SELECT * FROM program_tokens")
                        .mapToMap()
                        .list()
                        .toString());
        assertThat(rows).contains(Tokens.sha256(token)).doesNotContain(token);
        List<Row> log = new AuditLog(host.database()).read(Question.ALL, Long.MAX_VALUE, 10);
        assertThat(log).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("token.created");
            assertThat(row.actor().id()).isEqualTo("usr_alice");
            assertThat(row.after()).contains("backup", "account:read").doesNotContain(token);
        });
        assertThat(new Programs.Made(host.programs().of("usr_alice").getFirst(), token).toString())
                .doesNotContain(token);
    }

    @Test
    void aProgramMakesListsAndEndsNone() throws Exception {
        String token = ApiHost.json(make("{\"name\":\"all\",\"scopes\":[\"account:read\",\"account:write\"]}"))
                .get("token")
                .asText();
        String[] program = {"authorization", "Bearer " + token};

        assertThat(host.send("POST", PATH, READER, program).statusCode()).isEqualTo(401);
        assertThat(host.send("GET", PATH, "", program).statusCode()).isEqualTo(401);
        assertThat(host.send("DELETE", PATH + "/tok_x", "", program).statusCode())
                .isEqualTo(401);
        assertThat(host.send("POST", PATH, READER, ApiHost.OPERATOR).statusCode())
                .isEqualTo(401);
        assertThat(host.send("POST", PATH, READER, ApiHost.and(alice, "origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anEndedTokenIsDeadAtOnceAndForEver() throws Exception {
        JsonNode made = ApiHost.json(make(READER));
        String token = made.get("token").asText();
        String path = PATH + "/" + made.get("id").asText();
        String[] bob = host.signedIn("bob", "user");

        assertThat(host.send("DELETE", path, "", bob).statusCode()).isEqualTo(404);
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(200);
        HttpResponse<String> ended = host.send("DELETE", path, "", alice);
        openApi.answer("DELETE", PATH + "/{id}", ended);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(401);
        assertThat(host.send("DELETE", path, "", alice).statusCode()).isEqualTo(404);
        assertThat(restarted().find(token)).isEmpty();
    }

    @Test
    void aTokenOutlivesARestartAndEndsWithItsDays() throws Exception {
        String token = ApiHost.json(make(READER)).get("token").asText();
        String endless = ApiHost.json(make("{\"name\":\"x\",\"scopes\":[\"admin\"],\"days\":null}"))
                .path("token")
                .asText();
        assertThat(endless).as("alice is no admin").isEmpty();
        String forEver = ApiHost.json(make("{\"name\":\"x\",\"scopes\":[\"computer:read\"]}"))
                .get("token")
                .asText();

        assertThat(restarted().find(token))
                .hasValueSatisfying(program -> assertThat(program.scopes()).containsExactly(Scope.ACCOUNT_READ));
        host.time().advance(Duration.ofDays(30));
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(401);
        assertThat(restarted().find(token)).isEmpty();
        assertThat(restarted().find(forEver)).isPresent();
    }

    @Test
    void whenItWasUsedIsExactToAMinute() throws Exception {
        String token = ApiHost.json(make(READER)).get("token").asText();
        assertThat(lastUsed()).isNull();
        by(token, "/api/reading");
        assertThat(lastUsed()).isEqualTo("2026-02-15T11:30:18.000Z");
        host.time().advance(Duration.ofSeconds(59));
        by(token, "/api/reading");
        assertThat(lastUsed()).isEqualTo("2026-02-15T11:30:18.000Z");
        host.time().advance(Duration.ofSeconds(1));
        by(token, "/api/reading");
        assertThat(lastUsed()).isEqualTo("2026-02-15T11:31:18.000Z");
    }

    @Test
    void aSuspendedAccountsTokensAreDeadAtOnceAndStaySo() throws Exception {
        String token = ApiHost.json(make(READER)).get("token").asText();
        host.suspend("usr_alice");
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(401);
        assertThat(host.programs().revokeAll("usr_alice", Actor.SYSTEM)).isEqualTo(1);
        host.database().write(tx -> tx.execute("UPDATE accounts SET state = 'active'"));
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(401);
    }

    @Test
    void aRemovedAccountsTokensAreDead() throws Exception {
        String token = ApiHost.json(make(READER)).get("token").asText();
        host.database().write(tx -> tx.execute("DELETE FROM accounts"));
        assertThat(by(token, "/api/reading").statusCode()).isEqualTo(401);
        assertThat(restarted().find(token)).isEmpty();
    }

    @Test
    void anAdminsTokenSteersOnlyWithThatScopeAndWhileTheyAreAdmin() throws Exception {
        String[] ada = host.signedIn("ada", "admin");
        String plain = token(ada, "account:read");
        String admin = token(ada, "admin");

        assertThat(by(plain, "/api/steering").statusCode()).isEqualTo(404);
        assertThat(by(admin, "/api/steering").statusCode()).isEqualTo(200);
        host.database().write(tx -> tx.execute("UPDATE accounts SET role = 'user'"));
        assertThat(by(admin, "/api/steering").statusCode()).isEqualTo(404);
    }

    @Test
    void anAccountHasFiftyAtTheMost() throws Exception {
        List<CompletableFuture<Integer>> all = IntStream.range(0, 55)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> make(READER).statusCode()))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(Programs.MOST);
        HttpResponse<String> refused = make(READER);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(ApiHost.slug(refused)).isEqualTo("too-many-tokens");
        alice = again(Duration.ofDays(30));
        assertThat(make(READER).statusCode()).as("the old ones have ended").isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|{\"scopes\":[\"account:read\"]}",
                "name|{\"name\":\" \",\"scopes\":[\"account:read\"]}",
                "name|{\"name\":\"a\\u0000b\",\"scopes\":[\"account:read\"]}",
                "name|{\"name\":\"a\\u202eb\",\"scopes\":[\"account:read\"]}",
                "name|{\"name\":\"1234567890123456789012345678901234567890123456789012345678901\",\"scopes\":[\"admin\"]}",
                "scopes|{\"name\":\"a\"}",
                "scopes|{\"name\":\"a\",\"scopes\":[]}",
                "scopes|{\"name\":\"a\",\"scopes\":[\"everything\"]}",
                "scopes|{\"name\":\"a\",\"scopes\":[\"admin\"]}",
                "scopes|{\"name\":\"a\",\"scopes\":[null]}",
                "days|{\"name\":\"a\",\"scopes\":[\"account:read\"],\"days\":0}",
                "days|{\"name\":\"a\",\"scopes\":[\"account:read\"],\"days\":366}",
                "days|{\"name\":\"a\",\"scopes\":[\"account:read\"],\"days\":\"1\"}",
                "colour|{\"name\":\"a\",\"scopes\":[\"account:read\"],\"colour\":1}"
            })
    void badWishesAreNamed(String field, String body) throws Exception {
        HttpResponse<String> answer = make(body);
        openApi.answer("POST", PATH, answer);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiHost.json(answer).get("field").asText()).isEqualTo(field);
    }

    @Test
    void madeUpTokensAreNobodys() {
        for (String token : List.of("mat_", "mat_" + "x".repeat(43), "mat_" + "x".repeat(100_000), "")) {
            assertThat(host.programs().find(token)).isEmpty();
        }
    }

    private Programs restarted() {
        return new Programs(host.database(), host.accounts(), host.audit(), host.time());
    }

    private String token(String[] browser, String scope) throws Exception {
        return ApiHost.json(host.send(
                        "POST", PATH, "{\"name\":\"x\",\"scopes\":[\"" + scope + "\"],\"days\":365}", browser))
                .get("token")
                .asText();
    }

    private HttpResponse<String> make(String body) {
        return host.send("POST", PATH, body, alice);
    }

    private HttpResponse<String> by(String token, String path) {
        return host.send("GET", path, "", "authorization", "Bearer " + token);
    }

    private String lastUsed() throws Exception {
        JsonNode time = ApiHost.json(host.send("GET", PATH, "", alice)).at("/items/0/lastUsedAt");
        return time.isNull() ? null : time.asText();
    }

    /// Later, signed in anew.
    private String[] again(Duration later) {
        host.time().advance(later);
        return host.signIn("usr_alice");
    }
}
