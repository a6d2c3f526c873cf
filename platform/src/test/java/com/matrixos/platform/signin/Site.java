package com.matrixos.platform.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.CountingHasher;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.audit.ListedAudit;
import com.matrixos.platform.mail.Mail;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The accounts' API on loopback, with a database of its own, time that stands still, and mail that is kept.
/// The operator is who has the secret.
final class Site implements AutoCloseable {
    static final String PASSWORD = "a horse of another colour";

    private static final String SECRET = "s3cret-of-the-operator";

    final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    final ListedAudit audit = new ListedAudit();
    final List<Mail> mail = new CopyOnWriteArrayList<>();
    final Map<String, BigDecimal> spent = new HashMap<>();
    final CountingHasher hasher;
    final Database database;
    final Accounts accounts;
    final SiteSessions siteSessions;
    final Sessions hostSessions;
    final Tickets tickets;
    final SignInApi api;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    /// An open host that can send mail.
    Site(Path folder) {
        this(folder, true, true, new CountingHasher());
    }

    Site(Path folder, boolean open, boolean mails, CountingHasher hasher) {
        this.hasher = hasher;
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        var address = PublicAddress.of("localhost", 9000, "");
        accounts = new Accounts(database, time);
        siteSessions = new SiteSessions(database, time);
        hostSessions = new Sessions(database, time);
        tickets = new Tickets(database, hostSessions, address, time);
        siteSessions.onEnded(ended -> hostSessions.end(session -> ended.id().equals(session.siteSession())));
        var guard = new Guard(SECRET, new Origins(address), accounts, siteSessions, _ -> Optional.empty(), audit);
        api = new SignInApi(
                new SignInApi.Needs(
                        database,
                        time,
                        audit,
                        guard,
                        accounts,
                        siteSessions,
                        new HostSessions(hostSessions, accounts),
                        hasher,
                        Duration.ofDays(30),
                        mails ? Optional.of(mail::add) : Optional.empty(),
                        () -> Optional.of(Map.copyOf(spent))),
                new HostFacts(address, open, false, mails, List.of(), null, "1.2.3"));
        var routes = new Routes();
        api.addTo(routes);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @Override
    public void close() {
        server.close();
        client.close();
        try {
            database.close();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A browser that is signed in to nothing yet.
    Browser browser() {
        return new Browser();
    }

    /// A browser in which somebody has just signed up.
    Browser signedUp(String handle) throws Exception {
        Browser browser = browser();
        Reply reply = browser.post("/api/auth/signup", signUp(handle));
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
        return browser;
    }

    /// A browser in which somebody has signed up with the operator's code.
    Browser admin(String handle) throws Exception {
        String code =
                operator("POST", "/api/setup-code", null).json().get("code").asText();
        Browser browser = browser();
        var body = new HashMap<String, Object>(signUp(handle));
        body.put("code", code);
        Reply reply = browser.post("/api/auth/signup", body);
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
        return browser;
    }

    static Map<String, Object> signUp(String handle) {
        return Map.of("email", handle + "@example.com", "password", PASSWORD, "handle", handle);
    }

    Reply signIn(Browser browser, String identifier, String password) throws Exception {
        return browser.post("/api/auth/login", Map.of("identifier", identifier, "password", password));
    }

    Reply operator(String method, String path, Object body, String... headers) throws Exception {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("authorization", "Bearer " + SECRET));
        return send(method, path, body, all);
    }

    /// What stands in a column of somebody's row.
    String stored(String column, String handle) {
        return database.read(tx -> tx.createQuery("SELECT " + column + " FROM accounts WHERE handle = :handle")
                .bind("handle", handle)
                .mapTo(String.class)
                .one());
    }

    List<String> audited() {
        return audit.entries().stream().map(Entry::action).toList();
    }

    Reply send(String method, String path, Object body, List<String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return new Reply(client.send(request.build(), BodyHandlers.ofString()));
    }

    private static byte[] bytes(Object body) {
        return body instanceof String text ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8) : Json.write(body);
    }

    /// What came back.
    record Reply(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        String text() {
            return http.body();
        }

        JsonNode json() throws IOException {
            return Json.mapper().readTree(http.body());
        }

        /// The last part of the problem's type.
        String problem() throws IOException {
            String type = json().get("type").asText();
            return type.substring(type.lastIndexOf('/') + 1);
        }

        Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }

        /// Everything that a stranger can compare.
        String whole() {
            return status() + "\n"
                    + http.headers().map().entrySet().stream()
                            .filter(header -> !header.getKey().equals("date"))
                            .sorted(Map.Entry.comparingByKey())
                            .toList()
                    + "\n" + text();
        }
    }

    /// A browser with one cookie.
    final class Browser {
        String cookie = "";
        private String address = "203.0.113.7";

        Browser from(String address) {
            this.address = address;
            return this;
        }

        Reply get(String path) throws Exception {
            return call("GET", path, null);
        }

        Reply post(String path, Object body) throws Exception {
            return call("POST", path, body);
        }

        Reply call(String method, String path, Object body, String... headers) throws Exception {
            var all = new ArrayList<String>();
            all.addAll(List.of("x-forwarded-for", address, "user-agent", "Firefox", "sec-fetch-site", "same-origin"));
            if (!cookie.isEmpty()) {
                all.addAll(List.of("cookie", cookie));
            }
            all.addAll(Arrays.asList(headers));
            Reply reply = send(method, path, body, all);
            reply.header("set-cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return reply;
        }

        String handle() throws Exception {
            JsonNode account = get("/api/session").json().get("account");
            return account.isNull() ? "" : account.get("handle").asText();
        }

        String id() throws Exception {
            return get("/api/me").json().get("id").asText();
        }
    }
}
