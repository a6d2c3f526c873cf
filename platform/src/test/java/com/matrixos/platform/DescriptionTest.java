package com.matrixos.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.TestHost;
import com.matrixos.platform.http.OpenApiCheck;
import com.matrixos.testkit.time.Until;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole control plane against its description: every route is described, what is described is a route, and
/// what is answered is what was said.
final class DescriptionTest {
    private static final String PASSWORD = "three quiet rivers";

    /// Whether a handle is free is everybody's to ask, and signing in everybody's to begin; the way into a computer is
    /// a
    /// redirection, tried elsewhere.
    private static final List<String> PUBLIC = List.of("/api/handles/{handle}", "/api/auth/oidc/", "/open/{handle}");

    @TempDir
    Path folder;

    private final OpenApiCheck check = new OpenApiCheck();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Lifecycle lifecycle = new Lifecycle();
    private TestHost host;
    private ControlPlane plane;
    private HttpServer server;
    private final List<String> faults = new ArrayList<>();
    private String cookie = "";

    @BeforeEach
    void open() {
        host = new TestHost(folder);
        var address = PublicAddress.of("localhost", 9000, "");
        var config = Config.read(
                Settings.ALL,
                Environment.of(Map.of(
                        "PLATFORM_SECRET", "s3cret",
                        "PLATFORM_DATA_DIR", folder.resolve("users").toString(),
                        "PROXY_PORT", "1",
                        "CLERK_SECRET_KEY", "sk_test_x",
                        "CLERK_PUBLISHABLE_KEY", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
                        "CLERK_WEBHOOK_SIGNING_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "INNGEST_DEV", "1")));
        var sessions = new Sessions(host.database(), host.time());
        var tickets = new Tickets(host.database(), sessions, address, host.time());
        plane = new ControlPlane(
                new ControlPlane.Ground(
                        config,
                        address,
                        host.time(),
                        host.database(),
                        host.containers(),
                        host.engine(),
                        sessions,
                        tickets),
                lifecycle);
        server = plane.listen(builder -> builder.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @AfterEach
    void close() throws Exception {
        lifecycle.close();
        client.close();
        host.close();
    }

    /// What Inngest and Clerk call speaks their protocols, and they describe it.
    @Test
    void everyRouteIsDescribedAndTheOtherWayRound() {
        check.routes(
                plane.routes(),
                path -> (path.startsWith("/api/") || path.startsWith("/containers") || path.startsWith("/open"))
                        && !path.equals("/api/inngest")
                        && !path.startsWith("/api/webhooks/")
                        && !path.endsWith("{rest*}"));
    }

    @Test
    void whatIsAnsweredIsWhatWasSaid() throws Exception {
        String code = json(send("POST", "/api/setup-code", "", "authorization", "Bearer s3cret"))
                .get("code")
                .asText();
        signUp("captain", code);
        String captain = cookie;
        signUp("alice", null);
        get("/api/session");
        awaitComputer();
        for (String path : new String[] {
            "/api/me",
            "/api/me/computer",
            "/api/me/people",
            "/api/me/shared",
            "/api/me/sessions",
            "/api/me/tokens",
            "/api/me/passkeys",
            "/api/status",
            "/containers"
        }) {
            get(path);
        }
        asked("GET", "/api/handles/{handle}", "/api/handles/alice", "");
        asked("GET", "/containers/{handle}", "/containers/alice", "");
        asked("GET", "/containers/{handle}", "/containers/captain", "");
        asked("POST", "/api/me/people", "/api/me/people", "{\"handle\":\"captain\",\"role\":\"viewer\"}");
        asked("DELETE", "/api/me/people/{handle}", "/api/me/people/captain", "");
        asked(
                "POST",
                "/api/me/tokens",
                "/api/me/tokens",
                "{\"name\":\"ci\",\"scopes\":[\"computer:read\"],\"days\":7}");
        asked("POST", "/api/me/computer/stop", "/api/me/computer/stop", "{}");
        asked("POST", "/api/auth/passkey/options", "/api/auth/passkey/options", "{}");
        asked("POST", "/api/me/passkeys/options", "/api/me/passkeys/options", "{}");
        asked("POST", "/api/me/totp", "/api/me/totp", "{\"password\":\"" + PASSWORD + "\"}");
        asked("POST", "/api/auth/device", "/api/auth/device", "{}");
        asked("POST", "/api/auth/reset", "/api/auth/reset", "{\"identifier\":\"alice\"}");
        asked("POST", "/api/auth/login", "/api/auth/login", "{\"identifier\":\"alice\",\"password\":\"no\"}");

        cookie = captain;
        for (String path : new String[] {
            "/api/users", "/api/fleet", "/api/containers", "/api/audit", "/api/audit/verify", "/api/settings"
        }) {
            get(path);
        }
        String alice = account("alice");
        asked("GET", "/api/users/{id}", "/api/users/" + alice, "");
        asked("PATCH", "/api/users/{id}", "/api/users/" + alice, "{\"state\":\"suspended\"}");
        asked("PATCH", "/api/users/{id}", "/api/users/" + alice, "{\"colour\":\"red\"}");
        asked("POST", "/api/users/{id}/reset-link", "/api/users/" + alice + "/reset-link", "{}");
        asked("POST", "/api/users/{id}/sign-out", "/api/users/" + alice + "/sign-out", "{}");
        asked(
                "POST",
                "/api/users",
                "/api/users",
                "{\"email\":\"d@example.com\",\"handle\":\"dorothy\",\"role\":\"user\"}");
        asked("GET", "/api/containers/{handle}", "/api/containers/alice", "");
        asked("GET", "/api/containers/{handle}/events", "/api/containers/alice/events", "");
        asked("GET", "/api/containers/{handle}/logs", "/api/containers/alice/logs", "");
        asked("POST", "/containers/{handle}/start", "/containers/alice/start", "");
        asked("POST", "/containers/{handle}/ticket", "/containers/alice/ticket", "");
        asked("DELETE", "/api/users/{id}", "/api/users/" + alice, "");
        assertThat(faults).isEmpty();
    }

    /// Every path with a hole in it, asked by somebody whose it is not, and by nobody.
    @Test
    void nobodyGetsAtWhatIsAnothers() throws Exception {
        signUp("alice", null);
        awaitComputer();
        String alice = json(send("GET", "/api/me", "")).get("id").asText();
        String session =
                json(send("GET", "/api/me/sessions", "")).at("/items/0/id").asText();
        String token = json(send("POST", "/api/me/tokens", "{\"name\":\"a\",\"scopes\":[\"account:read\"],\"days\":1}"))
                .get("id")
                .asText();
        String owner = cookie;
        signUp("robert", null);
        String other = cookie;
        for (Routes.Line line : plane.routes().lines()) {
            String template = line.template();
            if (!template.contains("{") || PUBLIC.stream().anyMatch(template::startsWith) || template.contains("*}")) {
                continue;
            }
            String id = template.contains("/sessions/") ? session : template.contains("/tokens/") ? token : alice;
            String path =
                    template.replace("{handle}", "alice").replace("{id}", id).replaceAll("\\{[^}]*}", "x");
            for (String who : List.of(other, "")) {
                cookie = who;
                int status = send(line.method(), path, line.method().equals("GET") ? "" : "{}")
                        .statusCode();
                assertThat(status).as("%s %s by %s", line.method(), path, who).isBetween(400, 499);
            }
        }
        cookie = owner;
        assertThat(json(send("GET", "/api/me/sessions", "")).get("items")).hasSize(1);
        assertThat(json(send("GET", "/api/me/tokens", "")).get("items")).hasSize(1);
        assertThat(json(send("GET", "/api/me/computer", "")).get("state").asText())
                .isEqualTo("running");
    }

    private void signUp(String handle, String code) throws Exception {
        cookie = "";
        String body = "{\"email\":\"" + handle + "@example.com\",\"password\":\"" + PASSWORD + "\",\"handle\":\""
                + handle + "\"" + (code == null ? "" : ",\"code\":\"" + code + "\"") + "}";
        HttpResponse<String> answer = asked("POST", "/api/auth/signup", "/api/auth/signup", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private void awaitComputer() {
        Until.holds("the computer is awake", () -> {
            try {
                return json(send("GET", "/api/me/computer", ""))
                        .get("state")
                        .asText()
                        .equals("running");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String account(String handle) throws Exception {
        return json(send("GET", "/api/users?q=" + handle, ""))
                .get("items")
                .get(0)
                .get("id")
                .asText();
    }

    private void get(String path) throws Exception {
        assertThat(asked("GET", path, path, "").statusCode()).as(path).isEqualTo(200);
    }

    private HttpResponse<String> asked(String method, String template, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        try {
            check.answer(method, template, answer);
        } catch (AssertionError e) {
            faults.add(e.getMessage());
        }
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.mapper().readTree(answer.body());
    }
}
