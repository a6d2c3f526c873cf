package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The compose file of `distro/` as an operator runs it, reached only through an edge that behaves like
/// Cloudflare's. Debian's docker-compose 1.29 runs it: what it understands, the plug-in does too.
@Tag("docker")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ComposeTest {
    private static final String SECRET = "e2e-operator-secret";
    private static final String COMPOSE =
            "docker-compose -p mxe2ecompose --profile demo -f distro/docker-compose.platform.yml ";

    @TempDir
    static Path folder;

    private static Shell shell;
    private static Edge edge;
    private static int edgePort;

    @BeforeAll
    static void up() throws Exception {
        int platformPort = freePort();
        edgePort = freePort();
        shell = new Shell(
                Checkout.root(),
                Map.of(
                        "PLATFORM_PORT",
                        Integer.toString(platformPort),
                        "PROXY_PORT",
                        Integer.toString(freePort()),
                        "PLATFORM_NETWORK",
                        "mxe2e-compose",
                        "PLATFORM_IMAGE",
                        "matrix-os:latest",
                        "PLATFORM_SECRET",
                        SECRET,
                        "PROXY_DEMO_MODEL",
                        "true",
                        "PROXY_DEMO_URL",
                        "http://127.0.0.1:" + freePort()));
        shell.must(COMPOSE + "up -d --no-build platform proxy model");
        edge = Edge.start(folder, edgePort, platformPort);
        shell.must("timeout 90 bash -c 'until [ \"$(docker inspect -f {{.State.Health.Status}} "
                + "mxe2ecompose_platform_1)\" = healthy ] && [ \"$(docker inspect -f {{.State.Health.Status}} "
                + "mxe2ecompose_proxy_1)\" = healthy ] && [ \"$(docker inspect -f {{.State.Health.Status}} "
                + "mxe2ecompose_model_1)\" = healthy ]; do sleep 0.5; done'");
    }

    @AfterAll
    static void down() throws Exception {
        if (edge != null) {
            edge.close();
        }
        shell.run("docker ps -aq --filter network=mxe2e-compose | xargs -r docker rm -f");
        shell.run(COMPOSE + "down -v");
        shell.run("docker network rm mxe2e-compose");
    }

    @Test
    @Order(1)
    void theApiIsReachedThroughTheTunnelAndClosed() throws Exception {
        assertThat(curl("api.matrix-os.com", "/health", "")).isEqualTo("{\"status\":\"ok\"} 200");
        assertThat(curl("api.matrix-os.com", "/containers", ""))
                .contains("unauthorized")
                .endsWith(" 401");
        assertThat(curl("localhost", "/containers", "")).endsWith(" 401");
        assertThat(curl("api.matrix-os.com", "/containers", bearer())).isEqualTo("[] 200");
    }

    @Test
    @Order(2)
    void aComputerIsMadeAndEntered() throws Exception {
        assertThat(curl(
                        "api.matrix-os.com",
                        "/containers/provision",
                        bearer() + " -H 'content-type: application/json'"
                                + " -d '{\"handle\":\"compose-alice\",\"clerkUserId\":\"user_123\"}'"))
                .endsWith(" 201");
        String answer = curl("api.matrix-os.com", "/containers/compose-alice/ticket", bearer() + " -X POST");
        JsonNode ticket = Json.mapper().readTree(answer.substring(0, answer.lastIndexOf(' ')));
        String url = ticket.get("url").asText();
        assertThat(url).startsWith("https://compose-alice.matrix-os.com/.matrix/enter?ticket=");
        String path = url.substring("https://compose-alice.matrix-os.com".length());

        String entered = shell.must("curl -sS -D - -o /dev/null -H 'Host: compose-alice.matrix-os.com' "
                + "'http://127.0.0.1:" + edgePort + path + "'");
        assertThat(entered).contains("303").contains("__Host-matrix_session=").contains("; Secure");
        String cookie = entered.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("set-cookie:"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("(?i)set-cookie: *([^;]+);.*", "$1");

        assertThat(curl("compose-alice.matrix-os.com", "/", "-H 'Cookie: " + cookie.strip() + "'"))
                .contains("<!doctype html>")
                .endsWith(" 200");
        assertThat(curl("compose-alice.matrix-os.com", "/api/system/info", "-H 'Cookie: " + cookie.strip() + "'"))
                .contains("\"handle\":\"compose-alice\"");
        assertThat(curl("compose-alice.matrix-os.com", "/", "")).endsWith(" 401");
        assertThat(curl("compose-bob.matrix-os.com", "/", "-H 'Cookie: " + cookie.strip() + "'"))
                .endsWith(" 401");
    }

    @Test
    @Order(3)
    void theDatabaseAndTheHomesLieInTheVolumes() throws Exception {
        assertThat(shell.must(COMPOSE + "exec -T platform sqlite3 /data/platform.db "
                        + "'SELECT handle, status, port, shell_port FROM containers'"))
                .contains("compose-alice|running|");
        shell.must("docker exec matrixos-compose-alice sh -c 'echo here > in-the-volume.txt'");
        assertThat(shell.must(
                        "docker run --rm --user 0 --entrypoint cat -v mxe2ecompose_user-data:/data matrix-os:latest "
                                + "/data/compose-alice/matrixos/in-the-volume.txt"))
                .isEqualTo("here\n");
        assertThat(shell.must(COMPOSE + "exec -T platform tar czf - /data/users/ 2>/dev/null | tar tzf -"))
                .contains("data/users/compose-alice/matrixos/in-the-volume.txt");
    }

    @Test
    @Order(4)
    void aComputerReachesTheProxyAndNothingElseOfOurs() throws Exception {
        String ask = "curl -sS -m 20 -H \"Authorization: Bearer $ANTHROPIC_AUTH_TOKEN\" "
                + "-H \"content-type: application/json\" \"$ANTHROPIC_BASE_URL/v1/messages\" -d "
                + "\"{\\\"model\\\":\\\"demo\\\",\\\"max_tokens\\\":64,\\\"messages\\\":"
                + "[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hello\\\"}]}\"";
        assertThat(shell.must("docker exec matrixos-compose-alice sh -c '" + ask + "'"))
                .contains("\"type\":\"message\"")
                .contains("Demo model");
        assertThat(shell.run("docker exec matrixos-compose-alice sh -c "
                                + "'curl -sS -m 5 -o /dev/null -w %{http_code} $ANTHROPIC_BASE_URL/tokens'")
                        .output())
                .as("the operator's side of the proxy")
                .contains("401");
    }

    @Test
    @Order(5)
    void anUpdateOfThePlatformLeavesComputersRunning() throws Exception {
        String before = shell.must("docker inspect -f '{{.State.StartedAt}}' matrixos-compose-alice");
        shell.must(COMPOSE + "up -d --no-build --force-recreate platform");
        shell.must("timeout 90 bash -c 'until curl -fsS -H \"Host: api.matrix-os.com\" http://127.0.0.1:" + edgePort
                + "/health; do sleep 0.5; done'");

        assertThat(shell.must("docker inspect -f '{{.State.StartedAt}}' matrixos-compose-alice"))
                .isEqualTo(before);
        assertThat(curl("api.matrix-os.com", "/containers?status=running", bearer()))
                .contains("compose-alice");
    }

    private static String bearer() {
        return "-H 'Authorization: Bearer " + SECRET + "'";
    }

    /// Body and status, as a visitor from the internet gets them.
    private static String curl(String host, String path, String more) throws IOException, InterruptedException {
        return shell.must("curl -sS -w ' %{http_code}' -H 'Host: " + host + "' " + more + " 'http://127.0.0.1:"
                + edgePort + path + "'");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
