package com.matrixos.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.ListedAudit;
import com.matrixos.platform.containers.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The container API over HTTP, word for word.
final class ControlApiTest {
    private static final String ALICE = "{\"handle\":\"alice\",\"clerkUserId\":\"user_123\"}";
    private static final String[] DIRECT = {Guard.DIRECT, "1"};

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestHost host;
    private HttpServer server;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
        server = serve("");
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        host.close();
        client.close();
    }

    @Test
    void healthIsEverybodys() throws Exception {
        HttpResponse<String> answer = send("GET", "/health", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void theGuidesCommandsAnswerAsTheOriginalDid() throws Exception {
        HttpResponse<String> made = send("POST", "/containers/provision", ALICE, DIRECT);
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode record = Json.mapper().readTree(made.body());
        assertThat(record.fieldNames())
                .toIterable()
                .containsExactly(
                        "handle",
                        "clerkUserId",
                        "containerId",
                        "port",
                        "shellPort",
                        "status",
                        "createdAt",
                        "lastActive");
        assertThat(record.get("status").asText()).isEqualTo("running");
        assertThat(record.get("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        assertAnswer(200, made.body(), send("GET", "/containers/alice", "", DIRECT));
        assertAnswer(200, "[" + made.body() + "]", send("GET", "/containers", "", DIRECT));
        assertAnswer(200, "[" + made.body() + "]", send("GET", "/containers?status=running", "", DIRECT));
        assertAnswer(200, "[]", send("GET", "/containers?status=stopped", "", DIRECT));
        assertAnswer(200, "[]", send("GET", "/containers?status=nonsense", "", DIRECT));
        assertAnswer(
                200,
                "{\"exists\":true,\"status\":\"running\"}",
                send("GET", "/containers/check-handle/alice", "", DIRECT));
        assertAnswer(200, "{\"ok\":true}", send("POST", "/containers/alice/stop", "", DIRECT));
        assertAnswer(200, "{\"ok\":true}", send("POST", "/containers/alice/start", "", DIRECT));
        HttpResponse<String> ticket = send("POST", "/containers/alice/ticket", "", DIRECT);
        assertThat(Json.mapper().readTree(ticket.body()).get("url").asText())
                .startsWith("http://alice.localhost:9000/.matrix/enter?ticket=");
        assertAnswer(200, "{\"ok\":true}", send("DELETE", "/containers/alice", "", DIRECT));
        assertThat(send("GET", "/containers/alice", "", DIRECT).statusCode()).isEqualTo(404);
    }

    @Test
    void unknownHandlesAreNotFoundEverywhere() throws Exception {
        for (String path : List.of("/containers/nobody", "/containers/check-handle/nobody", "/containers/No.Body")) {
            HttpResponse<String> answer = send("GET", path, "", DIRECT);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(Json.mapper().readTree(answer.body()).get("error").asText())
                    .isEqualTo("Not found");
        }
        for (String path : List.of("start", "stop", "ticket")) {
            assertThat(send("POST", "/containers/nobody/" + path, "", DIRECT).statusCode())
                    .isEqualTo(404);
        }
        assertThat(send("DELETE", "/containers/nobody", "", DIRECT).statusCode())
                .isEqualTo(404);
    }

    @Test
    void badInputIsNamed() throws Exception {
        assertBad("handle", "{\"clerkUserId\":\"user_1\"}");
        assertBad("handle", "{\"handle\":\"\",\"clerkUserId\":\"user_1\"}");
        assertBad("handle", "{\"handle\":\"../x\",\"clerkUserId\":\"user_1\"}");
        assertBad("handle", "{\"handle\":\"www\",\"clerkUserId\":\"user_1\"}");
        assertBad("handle", "{\"handle\":123,\"clerkUserId\":\"user_1\"}");
        assertBad("clerkUserId", "{\"handle\":\"alice\"}");
        assertBad("clerkUserId", "{\"handle\":\"alice\",\"clerkUserId\":\"a b\"}");
        assertBad("colour", "{\"handle\":\"alice\",\"clerkUserId\":\"user_1\",\"colour\":\"red\"}");
        assertThat(send("POST", "/containers/provision", "{", DIRECT).statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/containers/provision", "[]", DIRECT).statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/containers/provision", " ".repeat(70_000), DIRECT)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void conflictsAndFailuresAreToldApart() throws Exception {
        send("POST", "/containers/provision", ALICE, DIRECT);
        assertProblem(409, "handle-taken", "{\"handle\":\"alice\",\"clerkUserId\":\"user_2\"}");
        assertProblem(409, "user-has-container", "{\"handle\":\"bob\",\"clerkUserId\":\"user_123\"}");
        host.loseImage();
        assertProblem(503, "image-missing", "{\"handle\":\"bob\",\"clerkUserId\":\"user_2\"}");
        host.goAway();
        assertProblem(503, "engine-unavailable", "{\"handle\":\"bob\",\"clerkUserId\":\"user_2\"}");
    }

    @Test
    void withoutASecretOnlyADirectRequestIsTheOperators() throws Exception {
        assertUnauthorized(send("GET", "/containers", ""));
        assertUnauthorized(send("GET", "/containers", "", Guard.DIRECT, "0"));
        assertUnauthorized(send("GET", "/containers", "", "authorization", "Bearer "));
        assertThat(send("GET", "/nothing/here", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/containers", "", DIRECT).statusCode()).isEqualTo(200);
    }

    @Test
    void withASecretOnlyTheSecretIs() throws Exception {
        server.close();
        server = serve("s3cret");
        assertUnauthorized(send("GET", "/containers", ""));
        assertUnauthorized(send("GET", "/containers", "", DIRECT));
        assertUnauthorized(send("GET", "/containers", "", "authorization", "Bearer s3cre"));
        assertUnauthorized(send("GET", "/containers", "", "authorization", "Basic s3cret"));
        assertThat(send("GET", "/containers", "", "authorization", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/containers", "", "authorization", "bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anotherSitesPageChangesNothing() throws Exception {
        for (String origin : List.of("https://evil.example", "null", "http://localhost:1", "http://127.0.0.1")) {
            HttpResponse<String> answer =
                    send("POST", "/containers/provision", ALICE, Guard.DIRECT, "1", "origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
        }
    }

    /// What is shown in a browser at the machine is not the operator, whatever page it is.
    @Test
    void aBrowserIsNotTheOperatorForBeingAtTheMachine() throws Exception {
        String own = "http://127.0.0.1:" + server.port(0);
        assertUnauthorized(send("POST", "/containers/provision", ALICE, Guard.DIRECT, "1", "origin", own));
        assertUnauthorized(send("GET", "/containers", "", Guard.DIRECT, "1", "sec-fetch-site", "same-origin"));
        assertUnauthorized(send("GET", "/containers", "", Guard.DIRECT, "1", "sec-fetch-site", "none"));
        assertUnauthorized(send("GET", "/containers", "", Guard.DIRECT, "1", "cookie", "matrix_site=mw_x"));
    }

    @Test
    void anotherSitesPageStopsNothing() throws Exception {
        send("POST", "/containers/provision", ALICE, DIRECT);
        assertThat(send("DELETE", "/containers/alice", "", Guard.DIRECT, "1", "origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpServer serve(String secret) {
        var address = PublicAddress.of("localhost", 9000, "");
        var tickets = new Tickets(host.database(), new Sessions(host.database(), host.time()), address, host.time());
        var guard = new Guard(
                secret,
                new Origins(address),
                new Accounts(host.database(), host.time()),
                new SiteSessions(host.database(), host.time()),
                _ -> Optional.empty(),
                new ListedAudit());
        var routes = new Routes();
        new ControlRoutes(
                        host.containers(),
                        new Accounts(host.database(), host.time()),
                        tickets,
                        guard,
                        new ListedAudit())
                .addTo(routes);
        return HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void assertBad(String field, String body) throws Exception {
        HttpResponse<String> answer = send("POST", "/containers/provision", body, DIRECT);
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.get("field").asText()).as(body).isEqualTo(field);
        assertThat(problem.get("error").asText()).isNotEmpty();
    }

    private void assertProblem(int status, String type, String body) throws Exception {
        HttpResponse<String> answer = send("POST", "/containers/provision", body, DIRECT);
        assertThat(answer.statusCode()).as(type).isEqualTo(status);
        assertThat(Json.mapper().readTree(answer.body()).get("type").asText()).endsWith("/" + type);
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
