package com.matrixos.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.ChainedAudit;
import com.matrixos.platform.programs.Programs;
import com.matrixos.testkit.time.ManualScheduler;
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
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The API over HTTP with everything real but the time: database, accounts, sessions, tokens, audit log and
/// filters. The
/// operator's secret is `s3cret`.
public final class ApiHost implements AutoCloseable {
    /// Headers of the operator.
    public static final String[] OPERATOR = {"authorization", "Bearer s3cret"};

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Routes routes = new Routes();
    private final Database database;
    private final PublicAddress address;
    private final ChainedAudit audit;
    private final Accounts accounts;
    private final SiteSessions sessions;
    private final Programs programs;
    private final Guard guard;
    private final HttpServer server;

    /// @param site the origin of the site's pages when another server has them
    public ApiHost(Path folder, String site, Limits limits) {
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        address = PublicAddress.of("localhost", 9000, site);
        audit = new ChainedAudit(database, time);
        accounts = new Accounts(database, time);
        sessions = new SiteSessions(database, time);
        programs = new Programs(database, accounts, audit, time);
        var origins = new Origins(address);
        guard = new Guard("s3cret", origins, accounts, sessions, programs, audit);
        server = HttpServer.builder(routes)
                .filter(new ApiFilters(routes, guard, origins, limits, database, time))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    public ApiHost(Path folder) {
        this(folder, "", Limits.DEFAULT);
    }

    /// To be filled before the first call.
    public Routes routes() {
        return routes;
    }

    public Guard guard() {
        return guard;
    }

    public Database database() {
        return database;
    }

    public ManualScheduler time() {
        return time;
    }

    public Audit audit() {
        return audit;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Programs programs() {
        return programs;
    }

    public PublicAddress address() {
        return address;
    }

    /// Makes an account `usr_{handle}`; returns the headers of a browser in which it is signed in.
    public String[] signedIn(String handle, String role) {
        String id = "usr_" + handle;
        database.write(
                tx -> tx.createUpdate("INSERT INTO accounts (id, handle, skeleton, email, role, state, created_at)"
                                + " VALUES (:id, :handle, :handle, '', :role, 'active', '2026-02-01T00:00:00.000Z')")
                        .bind("id", id)
                        .bind("handle", handle)
                        .bind("role", role)
                        .execute());
        return signIn(id);
    }

    /// The headers of another browser in which the account is signed in.
    public String[] signIn(String id) {
        return new String[] {
            "cookie",
            "matrix_site=" + sessions.begin(id, "a browser", "192.0.2.1").token()
        };
    }

    /// Puts an account into a state.
    public void suspend(String id) {
        database.write(tx -> tx.createUpdate("UPDATE accounts SET state = 'suspended' WHERE id = :id")
                .bind("id", id)
                .execute());
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    /// The port on 127.0.0.1.
    public int port() {
        return server.port(0);
    }

    /// Headers one after the other.
    public static String[] and(String[] headers, String... more) {
        return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    }

    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    /// The last segment of a problem's type.
    public static String slug(HttpResponse<String> answer) throws IOException {
        String type = json(answer).path("type").asText();
        return type.substring(type.lastIndexOf('/') + 1);
    }

    public static List<String> header(HttpResponse<String> answer, String name) {
        return answer.headers().allValues(name);
    }

    @Override
    public void close() throws Exception {
        server.close();
        client.close();
        audit.close();
        database.close();
    }
}
