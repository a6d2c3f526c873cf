package com.matrixos.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSession;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.audit.ListedAudit;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.TestHost;
import com.matrixos.platform.control.ControlRoutes;
import com.matrixos.platform.routing.Routing;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.Upstream;
import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.time.Until;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the site to a computer's host and nobody else's: through the relay, with browsers that keep cookies by host.
final class AccessFlowTest {
    private static final Handle ALICES = Handle.of("alice");
    private static final Handle BOBS = Handle.of("bobby");
    private static final String COOKIE = "matrix_site";

    @TempDir
    Path folder;

    private final ListedAudit audit = new ListedAudit();
    private TestHost host;
    private HttpServer control;
    private Relay relay;
    private SiteSessions siteSessions;
    private Sessions sessions;
    private int port;

    @BeforeEach
    void open() throws Exception {
        host = new TestHost(folder);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        account("usr_alice", "alice", "user");
        account("usr_bob", "bobby", "user");
        account("usr_root", "captain", "admin");
        host.containers().provision(ALICES, "usr_alice");
        host.containers().provision(BOBS, "usr_bob");
        serve(PublicAddress.of("localhost", port, ""));
    }

    private void serve(PublicAddress address) {
        siteSessions = new SiteSessions(host.database(), host.time());
        sessions = new Sessions(host.database(), host.time());
        siteSessions.onEnded(ended -> sessions.end(session -> ended.id().equals(session.siteSession())));
        var tickets = new Tickets(host.database(), sessions, address, host.time());
        var guard = new Guard(
                "",
                new Origins(address),
                new Accounts(host.database(), host.time()),
                siteSessions,
                _ -> Optional.empty(),
                audit);
        var routes = new Routes();
        new ControlRoutes(host.containers(), new Accounts(host.database(), host.time()), tickets, guard, audit)
                .addTo(routes);
        new OpenRoute(
                        guard,
                        new Doorkeeper(host.database(), host.containers()),
                        tickets,
                        address,
                        audit,
                        account -> host.containers().provision(account.handle(), account.id()))
                .addTo(routes);
        Path socket = folder.resolve("control.sock");
        control = HttpServer.builder(routes).listen(socket).start();
        relay = Relay.start(
                RelayConfig.defaults(),
                Routing.create(address, new Upstream.Unix(socket), host.containers(), tickets, sessions));
        relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
        control.close();
        host.close();
    }

    @Test
    void aStrangerGoesThroughTheSignInAndComesBackToWhereTheyWanted() {
        var browser = new Visitor(port);
        RawMessage answer = browser.open(computer(ALICES, "/health?x=1&y=a%20b"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location").orElseThrow())
                .startsWith("http://localhost:" + port + "/open/alice?knock=");
        RawMessage toLogin = browser.open(answer.header("location").orElseThrow());
        assertThat(toLogin.header("location").orElseThrow())
                .startsWith("http://localhost:" + port + "/login?next=%2Fopen%2Falice");

        signIn(browser, "usr_alice");
        RawMessage inside = browser.follow(answer.header("location").orElseThrow());
        assertThat(inside.status()).isEqualTo(200);
        assertThat(browser.last()).isEqualTo(computer(ALICES, "/health?x=1&y=a%20b"));
        assertThat(browser.open(computer(ALICES, "/health")).status()).isEqualTo(200);
    }

    @Test
    void fromTheSiteItIsOneClick() {
        Visitor browser = visitor("usr_alice");
        assertThat(browser.follow(site("/open/alice?to=/health")).status()).isEqualTo(200);
        assertThat(browser.last()).isEqualTo(computer(ALICES, "/health"));
        assertThat(actions()).contains("computer.entered");
    }

    @Test
    void whoComesBeforeTheirComputerIsMadeWaitsForItAndIsIn() {
        account("usr_early", "early-bird", "user");
        Visitor browser = visitor("usr_early");
        assertThat(browser.follow(site("/open/early-bird?to=/health")).status()).isEqualTo(200);
        assertThat(browser.last()).isEqualTo(computer(Handle.of("early-bird"), "/health"));
    }

    @Test
    void whoseComputerCannotBeMadeIsToldOnTheDashboard() {
        account("usr_early", "early-bird", "user");
        host.goAway();
        Visitor browser = visitor("usr_early");
        browser.follow(site("/open/early-bird"));
        assertThat(browser.last()).isEqualTo(site("/dashboard"));
    }

    @Test
    void notYoursAndNotThereLookTheSame() {
        Visitor browser = visitor("usr_bob");
        for (String handle : List.of("alice", "nobody-here")) {
            browser.follow(site("/open/" + handle));
            assertThat(browser.last()).as(handle).isEqualTo(site("/nothing-here"));
            assertThat(browser.open("http://" + handle + ".localhost:" + port + "/")
                            .status())
                    .isEqualTo(303);
            assertThat(browser.send("GET", site("/containers/" + handle), "").status())
                    .isEqualTo(404);
            assertThat(browser.send("POST", site("/containers/" + handle + "/stop"), "")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(browser.send("GET", site("/containers/bobby"), "").status()).isEqualTo(200);
        assertThat(browser.send("GET", site("/containers"), "").body())
                .contains("bobby")
                .doesNotContain("alice");
        assertThat(browser.send("DELETE", site("/containers/bobby"), "").status())
                .isEqualTo(404);
        assertThat(browser.send("POST", site("/containers/bobby/ticket"), "").status())
                .isEqualTo(404);
    }

    @Test
    void anAdminMayEnterAndLeavesATrace() {
        Visitor browser = visitor("usr_root");
        assertThat(browser.follow(site("/open/alice?to=/health")).status()).isEqualTo(200);
        assertThat(actions()).contains("computer.entered-as-admin");
        assertThat(sessions.list(session -> session.handle().equals(ALICES)))
                .singleElement()
                .satisfies(session -> assertThat(session.rights()).isEqualTo(Rights.ADMIN));
    }

    @Test
    void aGuestMayDoWhatTheyWereInvitedTo() throws Exception {
        invite("usr_bob", "viewer");
        Visitor guest = visitor("usr_bob");
        assertThat(guest.follow(site("/open/alice?to=/health")).status()).isEqualTo(200);
        assertThat(guest.send("POST", computer(ALICES, "/health"), "Content-Length: 0\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(guest.send("GET", computer(ALICES, "/ws/terminal"), "Connection: Upgrade\r\nUpgrade: websocket\r\n")
                        .status())
                .isEqualTo(403);

        host.database().write(tx -> tx.execute("UPDATE people SET rights = 'editor'"));
        assertThat(Json.mapper()
                        .readTree(guest.send("GET", computer(ALICES, "/.matrix/me"), "")
                                .body())
                        .get("rights")
                        .asText())
                .isEqualTo("viewer");
        assertThat(new Visitor(port)
                        .send("GET", computer(ALICES, "/.matrix/me"), "")
                        .status())
                .isEqualTo(401);

        Visitor editor = visitor("usr_bob");
        editor.follow(site("/open/alice?to=/health"));
        assertThat(editor.send("POST", computer(ALICES, "/health"), "Content-Length: 0\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTicketThatIsStolenOnTheWayOpensNothing() {
        Visitor alice = visitor("usr_alice");
        RawMessage knock = alice.open(site("/open/alice"));
        RawMessage back = alice.open(knock.header("location").orElseThrow());
        RawMessage ticket = alice.open(back.header("location").orElseThrow());
        String enter = ticket.header("location").orElseThrow();
        assertThat(enter).contains("/.matrix/enter?ticket=mt_");
        // What is in an address is told to nobody: neither kept nor named as where somebody came from.
        assertThat(ticket.header("referrer-policy")).contains("no-referrer");
        assertThat(ticket.header("cache-control")).contains("private, no-store");

        var thief = new Visitor(port);
        assertThat(thief.open(enter).status()).isEqualTo(401);
        thief.open(computer(ALICES, "/")); // has a cookie of its own now, and it is not the one
        assertThat(thief.open(enter).status()).isEqualTo(401);
        // Used up: not even the right browser gets in with what a thief has had.
        assertThat(alice.open(enter).status()).isEqualTo(401);
        assertThat(sessions.list(_ -> true)).isEmpty();
    }

    @Test
    void aTicketIsOfOneHandle() {
        invite("usr_bob", "editor");
        Visitor bob = visitor("usr_bob");
        RawMessage back =
                bob.open(bob.open(site("/open/bobby")).header("location").orElseThrow());
        String enter = bob.open(back.header("location").orElseThrow())
                .header("location")
                .orElseThrow();
        bob.open(computer(ALICES, "/"));
        assertThat(bob.open(enter.replace("bobby.localhost", "alice.localhost")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/%0d%0aset-cookie:x=y",
                "javascript:alert(1)",
                "/ok\" onload"
            })
    void theWayBackLeadsNowhereElse(String to) {
        Visitor browser = visitor("usr_alice");
        RawMessage answer = browser.follow(site("/open/alice?to=" + WayBack.encoded(to)));
        assertThat(browser.last()).startsWith(computer(ALICES, "/"));
        assertThat(answer.headers("set-cookie")).noneMatch(cookie -> cookie.contains("x=y"));
    }

    @Test
    void signingOutEndsWhatIsOpenOnTheComputerToo() {
        Visitor browser = visitor("usr_alice");
        browser.follow(site("/open/alice?to=/health"));
        host.freeze(ALICES);
        var hanging = browser.begin("GET", computer(ALICES, "/health"), "");
        String session = sessions.list(_ -> true).getFirst().id();
        Until.holds("the request is on its way", () -> sessions.connections().open(session) == 1);

        siteSessions.end(_ -> true);
        assertThat(hanging.readToEnd()).isEmpty();
        assertThat(browser.send("GET", computer(ALICES, "/health"), "").status())
                .isEqualTo(401);
        assertThat(browser.open(site("/open/alice")).header("location").orElseThrow())
                .contains("/login?next=");
        hanging.close();
    }

    @Test
    void aTenantsPageDoesNothingOnTheSite() {
        Visitor alice = visitor("usr_alice");
        String page = "Origin: " + computer(BOBS, "") + "\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n";
        assertThat(alice.send("POST", site("/containers/alice/stop"), page).status())
                .isEqualTo(403);
        RawMessage read = alice.send("GET", site("/containers/alice"), page);
        assertThat(read.status()).isEqualTo(401);
        assertThat(read.header("access-control-allow-origin")).isEmpty();
        // Without a word of where it comes from a browser sends no request; with a frame it says so.
        assertThat(alice.send(
                                "GET",
                                site("/containers/alice"),
                                "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aPlantedCookieSignsNobodyIn() {
        SiteSessions.Begun mine = siteSessions.begin("usr_bob", "", "");
        Visitor alice = visitor("usr_alice");
        String both = "Cookie: " + COOKIE + "=" + mine.token() + "\r\n";
        assertThat(alice.send("GET", site("/containers"), both).status()).isEqualTo(401);
    }

    @Test
    void theSitesCookieNeverReachesAComputer() {
        Visitor browser = visitor("usr_alice");
        browser.follow(site("/open/alice?to=/health"));
        SiteSession session = siteSessions.of("usr_alice").getFirst();
        assertThat(session.accountId()).isEqualTo("usr_alice");
        assertThat(browser.send("GET", site("/containers"), "").status()).isEqualTo(200);
        // On the computer's host the site's cookie is worth nothing, and neither is that host's on the site.
        var other = new Visitor(port).with("alice.localhost", COOKIE, "mw_whatever");
        assertThat(other.send("GET", computer(ALICES, "/health"), "").status()).isEqualTo(401);
    }

    @Test
    void aSuspendedAccountIsOut() {
        Visitor alice = visitor("usr_alice");
        host.database().write(tx -> tx.execute("UPDATE accounts SET state = 'suspended' WHERE id = 'usr_alice'"));
        assertThat(alice.send("GET", site("/containers"), "").status()).isEqualTo(401);
        assertThat(alice.open(site("/open/alice")).header("location").orElseThrow())
                .contains("/login");
    }

    @Test
    void aSessionThatRunsOutIsCut() {
        Visitor browser = visitor("usr_alice");
        browser.follow(site("/open/alice?to=/health"));
        host.freeze(ALICES);
        var hanging = browser.begin("GET", computer(ALICES, "/health"), "");
        String session = sessions.list(_ -> true).getFirst().id();
        Until.holds("the request is on its way", () -> sessions.connections().open(session) == 1);
        host.advance(Sessions.LIFE.plus(Duration.ofSeconds(1)));
        sessions.expire();
        assertThat(hanging.readToEnd()).isEmpty();
        hanging.close();
    }

    private Visitor visitor(String accountId) {
        return signIn(new Visitor(port), accountId);
    }

    private Visitor signIn(Visitor browser, String accountId) {
        return browser.with(
                "localhost",
                COOKIE,
                siteSessions.begin(accountId, "test", "127.0.0.1").token());
    }

    private void account(String id, String handle, String role) {
        host.database()
                .write(tx -> tx.execute(
                        "INSERT INTO accounts (id, handle, skeleton, email, role, state, created_at) VALUES (?, ?, ?, '', ?,"
                                + " 'active', '2026-02-15T11:30:18.000Z')",
                        id,
                        handle,
                        handle,
                        role));
    }

    private void invite(String accountId, String rights) {
        host.database()
                .write(tx -> tx.execute(
                        "INSERT INTO people VALUES ('alice', ?, ?, '2026-02-15T11:30:18.000Z')", accountId, rights));
    }

    private List<String> actions() {
        return audit.entries().stream().map(Entry::action).toList();
    }

    private String site(String path) {
        return "http://localhost:" + port + path;
    }

    private String computer(Handle handle, String path) {
        return "http://" + handle + ".localhost:" + port + path;
    }
}
