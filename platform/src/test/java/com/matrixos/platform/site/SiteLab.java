package com.matrixos.platform.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.ListedAudit;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.TestHost;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A host with two people, an admin and a proxy, behind a real server: `alice` has a browser open, and
/// `bob`; `root` is admin. The program with the token `mat_looks` may look at alice's computer.
final class SiteLab implements AutoCloseable {
    static final Handle ALICE = Handle.of("alice");
    static final Handle BOB = Handle.of("bob");

    final TestHost host;
    final KeptBooks books = new KeptBooks();
    final ListedAudit audit = new ListedAudit();
    final SiteSessions siteSessions;
    final Sessions sessions;
    final Tickets tickets;
    final Site site;
    final Path siteDir;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ProxyUsage usage;
    private final HttpServer server;
    private final Map<String, String> cookies = new HashMap<>();

    SiteLab(Path folder) {
        this(folder, Map.of(), PublicAddress.of("localhost", 9000, ""));
    }

    SiteLab(Path folder, Map<String, String> settings, PublicAddress address) {
        host = new TestHost(folder);
        siteDir = folder.resolve("site");
        warmUp();
        usage = new ProxyUsage(books.address(), KeptBooks.SECRET, host.time());
        siteSessions = new SiteSessions(host.database(), host.time());
        sessions = new Sessions(host.database(), host.time());
        tickets = new Tickets(host.database(), sessions, address, host.time());
        var accounts = new Accounts(host.database(), host.time());
        var guard =
                new Guard("", new Origins(address), accounts, siteSessions, token -> program(accounts, token), audit);
        var environment = new HashMap<>(settings);
        environment.put("PLATFORM_SITE_DIR", siteDir.toString());
        environment.put("PLATFORM_DATA_DIR", folder.resolve("users").toString());
        site = new Site(new Site.Parts(
                Config.read(Settings.ALL, Environment.of(environment)),
                address,
                host.time(),
                host.database(),
                guard,
                audit,
                accounts,
                sessions,
                host.containers(),
                host.engine(),
                usage,
                new DirectProvisioning(host.containers(), host.time()),
                Optional.empty()));
        var routes = new Routes();
        site.addTo(routes);
        site.addFilesTo(routes);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        site.open();
        for (String handle : List.of("alice", "bob", "root")) {
            signUp(handle, handle.equals("root") ? "admin" : "user");
        }
    }

    /// The first question to a proxy loads half of an HTTP client, and on a busy machine that is more
    /// than a page waits for.
    private void warmUp() {
        var client = new ProxyClient(books.address(), KeptBooks.SECRET);
        Until.holds("the proxy answers", () -> {
            try {
                return client.readiness() == Readiness.READY
                        && client.limits().own().isEmpty();
            } catch (UncheckedIOException _) {
                return false;
            }
        });
        client.close();
    }

    private static Optional<Principal.Program> program(Accounts accounts, String token) {
        return token.equals("mat_looks")
                ? accounts.find(id("alice"))
                        .map(account -> new Principal.Program(account, "tok_1", Set.of(Scope.COMPUTER_READ)))
                : Optional.empty();
    }

    static String id(String handle) {
        return "usr_" + handle;
    }

    void signUp(String handle, String role) {
        host.database()
                .write(tx -> tx.execute(
                        "INSERT INTO accounts (id, handle, skeleton, email, role, state, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, 'active', '2026-02-15T11:00:00.000Z')",
                        id(handle),
                        handle,
                        handle,
                        handle + "@example.com",
                        role));
        cookies.put(
                handle,
                "matrix_site=" + siteSessions.begin(id(handle), "", "127.0.0.1").token());
    }

    /// Ends every browser of that person.
    void signOut(String handle) {
        siteSessions.end(session -> session.accountId().equals(id(handle)));
    }

    /// As a browser of that person asks; as nobody with an empty name.
    HttpResponse<String> send(String who, String method, String path, String body) throws Exception {
        return client.send(request(who, method, path, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String who, String path) throws Exception {
        return client.send(request(who, "GET", path, "").build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> sendWith(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = request("", method, path, "");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode get(String who, String path) throws Exception {
        HttpResponse<String> answer = send(who, "GET", path, "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /// Waits until what is asked for looks so.
    JsonNode until(String who, String path, String field, String value) {
        var last = new JsonNode[1];
        Until.holds(path + " says " + field + " " + value, () -> {
            try {
                last[0] = get(who, path);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return last[0].path(field).asText().equals(value);
        });
        return last[0];
    }

    /// Follows a stream.
    Follower follow(String who, String path) throws IOException, InterruptedException {
        return new Follower(client.send(request(who, "GET", path, "").build(), BodyHandlers.ofInputStream()));
    }

    /// Opens a computer as somebody who was let in.
    void enter(Handle computer, String who, Rights rights) {
        var ticket = tickets.issue(new Tickets.Admission(computer, id(who), null, rights), null);
        var _ = tickets.redeem(ticket.url().replaceFirst(".*ticket=", ""), computer, Optional.empty())
                .orElseThrow();
    }

    private HttpRequest.Builder request(String who, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port(0) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (cookies.containsKey(who)) {
            request.header("cookie", cookies.getOrDefault(who, ""));
        }
        return request;
    }

    @Override
    public void close() throws Exception {
        site.close();
        server.close();
        client.close();
        usage.close();
        books.close();
        host.close();
    }
}
