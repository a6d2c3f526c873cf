package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// A whole Matrix OS started with the launcher, on free ports, with state and Docker network of its own.
/// Closing it leaves nothing behind.
final class Installation implements AutoCloseable {
    private final Path state;
    private final String network;
    private final int platformPort;
    private final int proxyPort;
    private final Shell shell;

    private Installation(Path state, Map<String, String> extra) throws IOException {
        this.state = state;
        this.network = "mxe2e-" + UUID.randomUUID().toString().substring(0, 8);
        this.platformPort = freePort();
        this.proxyPort = freePort();
        var environment = new HashMap<>(Map.of(
                "PLATFORM_PORT", Integer.toString(platformPort),
                "PROXY_PORT", Integer.toString(proxyPort),
                "PROXY_DEMO_URL", "http://127.0.0.1:" + freePort(),
                "PLATFORM_DB_PATH", state.resolve("platform.db").toString(),
                "PROXY_DB_PATH", state.resolve("proxy.db").toString(),
                "PLATFORM_DATA_DIR", state.resolve("users").toString(),
                "PLATFORM_RUN_DIR", state.resolve("run").toString(),
                "PROXY_RUN_DIR", state.resolve("run").toString(),
                "PLATFORM_LOG_DIR", state.resolve("logs").toString(),
                "PLATFORM_NETWORK", network));
        environment.putAll(extra);
        this.shell = new Shell(Checkout.root(), environment);
    }

    /// Starts one and waits until it is healthy.
    ///
    /// @param extra further settings, by environment variable
    static Installation up(Path state, Map<String, String> extra) throws IOException, InterruptedException {
        var installation = new Installation(state, extra);
        Shell.Result up = installation.shell.run("./matrixos up");
        if (up.code() != 0) {
            installation.close();
        }
        assertThat(up.code()).as(up.output()).isZero();
        return installation;
    }

    Shell shell() {
        return shell;
    }

    int platformPort() {
        return platformPort;
    }

    int proxyPort() {
        return proxyPort;
    }

    Path state() {
        return state;
    }

    /// A command of the guide, which names the usual ports, with the ports of this installation.
    String fromGuide(String command) throws IOException, InterruptedException {
        return shell.must("set -o pipefail; "
                + command.replace("https://api.matrix-os.com", "http://localhost:9000")
                        .replace("localhost:9000", "localhost:" + platformPort)
                        .replace("localhost:8080", "localhost:" + proxyPort)
                        .replace("curl ", "curl -sS --fail-with-body "));
    }

    /// Destroys what was provisioned, stops all processes, removes the network.
    @Override
    public void close() throws IOException, InterruptedException {
        shell.run("docker ps -aq --filter network=" + network + " | xargs -r docker rm -f");
        shell.run("./matrixos down");
        shell.run("docker ps -aq --filter network=" + network + " | xargs -r docker rm -f");
        shell.run("docker network rm " + network);
        Path run = state.resolve("run");
        assertThat(Files.exists(run.resolve("platform.pid")))
                .as("the platform runs on")
                .isFalse();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
