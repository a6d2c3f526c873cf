package com.matrixos.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.ScriptTokens;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.testkit.time.ManualScheduler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands of the operator's for which the database has no room.
@Timeout(60)
final class BooksTest {
    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private HttpServer server;

    @BeforeEach
    void start() {
        database = Database.open(folder.resolve("proxy.db"), "db/proxy");
        var routes = new Routes();
        new TokenRoutes(ContainerTokens.load(database, time), ScriptTokens.load(database, time)).addTo(routes);
        var quotas = Quotas.load(database);
        new QuotaRoutes(quotas, Budgets.start(quotas, new LedgerReader(database), time)).addTo(routes);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
        database.close();
    }

    /// SQLite refuses as it does on a full disk when the file may not grow.
    @Test
    void aFullDatabaseIsSaidToBeFull() throws Exception {
        assertThat(post("/quotas/alice", "{\"dailyLimitUsd\":1}").statusCode()).isEqualTo(200);
        database.write(tables -> tables.execute("PRAGMA max_page_count = 1"));

        assertUnwritable("/tokens", "{\"userId\":\"%s\",\"note\":\"" + "n".repeat(200) + "\"}");
        assertUnwritable("/quotas/%s", "{\"dailyLimitUsd\":2}");

        database.write(tables -> tables.execute("PRAGMA max_page_count = 100000"));
        assertThat(post("/quotas/alice", "{\"dailyLimitUsd\":1}").statusCode()).isEqualTo(200);
    }

    /// The pages there are have room for some rows more.
    private void assertUnwritable(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path.replace("%s", "user-0"), body.replace("%s", "user-0"));
        for (int i = 1; answer.statusCode() < 300 && i < 1_000; i++) {
            answer = post(path.replace("%s", "user-" + i), body.replace("%s", "user-" + i));
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.mapper().readTree(answer.body()).path("type").asText()).endsWith("/ledger-unavailable");
        assertThat(answer.body()).contains("nothing was changed").doesNotContain("SQL");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
