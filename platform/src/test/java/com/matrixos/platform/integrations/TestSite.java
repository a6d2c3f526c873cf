package com.matrixos.platform.integrations;

import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.ListedAudit;
import com.matrixos.platform.jobs.Backoff;
import com.matrixos.platform.jobs.Jobs;
import com.matrixos.platform.jobs.computers.Household;
import com.matrixos.platform.jobs.computers.ScriptedComputers;
import com.matrixos.platform.jobs.computers.Settling;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/// A site of ours on a real port of this machine, with the real tables, and computers in memory.
public final class TestSite implements AutoCloseable {
    public static final Duration GRACE = Duration.ofDays(30);

    public final ManualScheduler time;
    public final ScriptedComputers computers = new ScriptedComputers();
    public final ListedAudit audit = new ListedAudit();
    public final Outward outward = new Outward(Duration.ofSeconds(2));
    public final Database database;
    public final SiteSessions sessions;
    public final Accounts accounts;
    public final PlainPeople people;
    public final Jobs jobs;
    public final Settling settling;
    public final Arrivals arrivals;
    public final Guard guard;
    public final Welcome welcome;
    public final Newcomers newcomers;
    public final PublicAddress address;
    public final Routes routes = new Routes();
    private final int port = freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    public TestSite(Path folder) {
        this(folder, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    public TestSite(Path folder, Instant now) {
        this(folder, now, true);
    }

    /// @param finishing whether newcomers can finish here
    public TestSite(Path folder, boolean finishing) {
        this(folder, Instant.now().truncatedTo(ChronoUnit.SECONDS), finishing);
    }

    private TestSite(Path folder, Instant now, boolean finishing) {
        time = new ManualScheduler(now);
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        sessions = new SiteSessions(database, time);
        accounts = new Accounts(database, time);
        people = new PlainPeople(database, time, sessions);
        var household = new Household(computers, people, folder.resolve("users"), GRACE);
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60), 4, new Random(7));
        jobs = new Jobs(database, time, backoff, 2, List.of(household.provision(), household.remove())).open();
        settling = new Settling(jobs, household, computers);
        arrivals = new Arrivals(new Identities(database, time), accounts, people, settling);
        address = PublicAddress.of("localhost", port, "");
        guard = new Guard("", new Origins(address), accounts, sessions, _ -> Optional.empty(), audit);
        welcome = new Welcome(sessions, audit, TestSite::view);
        newcomers = new Newcomers(arrivals, welcome, guard, time);
        if (finishing) {
            newcomers.addTo(routes);
        }
    }

    private static Map<String, String> view(Account account) {
        return Map.of(
                "id", account.id(),
                "handle", account.handle().text(),
                "email", account.email(),
                "role", account.role().text(),
                "state", account.standing().text());
    }

    public TestSite with(Consumer<Routes> more) {
        more.accept(routes);
        return this;
    }

    public TestSite start() {
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .start();
        return this;
    }

    public URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    @Override
    public void close() throws Exception {
        if (server != null) {
            server.close();
        }
        outward.close();
        jobs.close();
        database.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
