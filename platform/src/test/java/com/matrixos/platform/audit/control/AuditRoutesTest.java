package com.matrixos.platform.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.http.ApiHost;
import com.matrixos.platform.http.OpenApiCheck;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log over HTTP.
final class AuditRoutesTest {
    @TempDir
    Path folder;

    private ApiHost host;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        new AuditRoutes(new AuditLog(host.database()), host.audit(), host.guard()).addTo(host.routes());
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void itIsShownInPages() throws Exception {
        for (int i = 1; i <= 5; i++) {
            host.audit()
                    .record(new Entry(
                            Actor.SYSTEM, "quota.changed", "t" + i, Map.of(), Map.of("usd", i), Entry.Outcome.OK));
        }

        HttpResponse<String> answer = get("/api/audit?limit=2");
        new OpenApiCheck().answer("GET", "/api/audit", answer);
        JsonNode page = ApiHost.json(answer);
        assertThat(page.get("total").asInt()).isEqualTo(5);
        assertThat(page.get("items")).hasSize(2);
        assertThat(page.at("/items/0/after").toString()).isEqualTo("{\"usd\":5}");
        assertThat(page.at("/items/0/before").isNull()).isTrue();
        JsonNode next = ApiHost.json(
                get("/api/audit?limit=2&cursor=" + page.get("nextCursor").asText()));
        assertThat(next.at("/items/0/seq").asInt()).isEqualTo(3);
        JsonNode last = ApiHost.json(
                get("/api/audit?limit=2&cursor=" + next.get("nextCursor").asText()));
        assertThat(last.get("items")).hasSize(1);
        assertThat(last.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void badQuestionsAreNamed() throws Exception {
        for (String query : List.of(
                "limit=0",
                "limit=201",
                "limit=x",
                "cursor=x",
                "since=yesterday",
                "until=12",
                "until=%2B1000000000-12-31T23:59:59Z",
                "since=-0001-01-01")) {
            HttpResponse<String> answer = get("/api/audit?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(ApiHost.json(answer).get("field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
        }
        assertThat(get("/api/audit?actor=" + "x".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(get("/api/audit?since=2026-02-15&until=2026-02-16T00:00:00Z").statusCode())
                .isEqualTo(200);
    }

    @Test
    void itIsNotThereForOthersAndThatTheyTriedIsInIt() throws Exception {
        String[] bob = host.signedIn("bob", "user");
        String[] admin = host.signedIn("ada", "admin");
        for (String path : List.of("/api/audit", "/api/audit.csv", "/api/audit/verify")) {
            assertThat(host.send("GET", path, "").statusCode()).isEqualTo(401);
            assertThat(host.send("GET", path, "", bob).statusCode()).isEqualTo(404);
            assertThat(host.send("GET", path, "", admin).statusCode()).isEqualTo(200);
        }
        JsonNode page = ApiHost.json(get("/api/audit?actor=bob&action=access."));
        assertThat(page.get("items")).hasSize(3);
        assertThat(page.at("/items/0/result").asText()).isEqualTo("denied");
        assertThat(page.at("/items/0/actor/id").asText()).isEqualTo("usr_bob");
    }

    @Test
    void itCanBeTakenAwayAsCsv() throws Exception {
        host.audit().record(Entry.done(Actor.SYSTEM, "a.b", "=cmd(),\"quoted\""));
        for (int i = 0; i < 1_100; i++) {
            host.audit().record(Entry.done(Actor.SYSTEM, "many.lines", "t" + i));
        }

        HttpResponse<String> answer = get("/api/audit.csv?actor=system");
        List<String> lines = answer.body().lines().toList();
        assertThat(answer.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("content-disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(lines.getFirst())
                .isEqualTo("seq,at,actorKind,actorId,actorHandle,address,action,target,before,after,result,"
                        + "previous,hash");
        assertThat(lines).hasSize(1 + 1 + 1_100);
        assertThat(lines.getLast()).contains("\"'=cmd(),\"\"quoted\"\"\"");
        assertThat(ApiHost.json(get("/api/audit?action=audit.exported")).get("items"))
                .hasSize(1);
    }

    @Test
    void anEmptyCsvHasItsLineOfNames() {
        assertThat(get("/api/audit.csv?actor=nobody-at-all").body()).startsWith("seq,at,");
    }

    @Test
    void tamperingIsReported() throws Exception {
        host.audit().record(Entry.done(Actor.SYSTEM, "a.b", "c"));
        HttpResponse<String> whole = get("/api/audit/verify");
        new OpenApiCheck().answer("GET", "/api/audit/verify", whole);
        assertThat(ApiHost.json(whole).get("ok").asBoolean()).isTrue();

        host.database().write(tx -> tx.execute("DROP TRIGGER audit_is_not_changed"));
        host.database().write(tx -> tx.execute("UPDATE audit SET target = 'd', after = '{' WHERE seq = 1"));
        HttpResponse<String> broken = get("/api/audit/verify");
        new OpenApiCheck().answer("GET", "/api/audit/verify", broken);
        assertThat(ApiHost.json(broken).get("brokenAt").asInt()).isEqualTo(1);
        assertThat(get("/api/audit").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) {
        return host.send("GET", path, "", ApiHost.OPERATOR);
    }
}
