package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.matrixos.api.settings.BridgeName;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Binds to real interfaces, which only root may make; their names and addresses are this process's own.
@Timeout(60)
class ListenersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long PID = ProcessHandle.current().pid();
    private static final String NETWORK = "proxy-test-" + PID;
    private static final String NAME = BridgeName.of(NETWORK);
    private static final String OTHER = "mxo" + PID % 1_000_000;
    private static final String NET = "10.213." + PID % 200 + ".";

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-11-24T00:00:00Z"));

    @BeforeEach
    void needsRoot() {
        assumeTrue(System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/sbin/ip")));
    }

    @AfterEach
    void removeInterfaces() throws Exception {
        for (String name : List.of(NAME, OTHER)) {
            if (Files.exists(Path.of("/sys/class/net/" + name))) {
                ip("link", "del", name);
            }
        }
    }

    @Test
    void listensWhereItIsToldAndNowhereElse() throws Exception {
        Set<String> before = listening();
        try (var proxy =
                RunningProxy.with(Map.of("PROXY_BIND", "127.0.0.1,@bridge,@" + OTHER, "PLATFORM_NETWORK", NETWORK))) {
            Set<String> ours = listening();
            ours.removeAll(before);
            assertThat(ours).containsExactly("127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void bindsToAnInterfaceThatAppearsAndFollowsItsAddress() throws Exception {
        try (var proxy = bridged(Map.of())) {
            assertThat(addresses(proxy)).containsExactly("127.0.0.1");
            time.advance(SECOND);
            assertThat(addresses(proxy)).containsExactly("127.0.0.1");

            make(NAME, NET + "1/28");
            time.advance(SECOND);
            assertThat(addresses(proxy)).containsExactly("127.0.0.1", NET + "1");
            assertThat(health(NET + "1", bridge(proxy))).startsWith("HTTP/1.1 200 ");

            InetSocketAddress old = bridge(proxy);
            ip("link", "del", NAME);
            time.advance(SECOND);
            assertThat(addresses(proxy)).containsExactly("127.0.0.1");

            make(NAME, NET + "33/28");
            time.advance(SECOND);
            assertThat(addresses(proxy)).containsExactly("127.0.0.1", NET + "33");
            assertThat(health(NET + "33", bridge(proxy))).startsWith("HTTP/1.1 200 ");
            assertThat(listening()).noneMatch(address -> address.equals(NET + "1:" + old.getPort()));
            assertThat(proxy.logged()).contains("interface is not there", "no longer listening");
        }
    }

    @Test
    void neverTakesTheBridgeForTheOperatorsSide() throws Exception {
        make(NAME, NET + "1/28");
        try (var proxy = bridged(Map.of())) {
            String tokens = "GET /tokens HTTP/1.1\nHost: localhost\nX-Matrix-Direct: 1\nConnection: close\n\n";
            assertThat(RunningProxy.raw(NET + "1", bridge(proxy), tokens)).startsWith("HTTP/1.1 401 ");
            String call =
                    "GET /v1/models HTTP/1.1\nHost: p\nx-api-key: " + proxy.grant("alice") + "\nConnection: close\n\n";
            assertThat(RunningProxy.raw(NET + "1", bridge(proxy), call)).startsWith("HTTP/1.1 503 ");
        }
        try (var proxy = bridged(Map.of("PLATFORM_SECRET", RunningProxy.SECRET))) {
            String tokens = "GET /tokens HTTP/1.1\nHost: proxy\nAuthorization: Bearer " + RunningProxy.SECRET
                    + "\nConnection: close\n\n";
            assertThat(RunningProxy.raw(NET + "1", bridge(proxy), tokens)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void doesNotHearOtherNetworks() throws Exception {
        make(NAME, NET + "1/28");
        make(OTHER, NET + "17/28");
        try (var proxy = bridged(Map.of())) {
            assertThat(health(NET + "1", bridge(proxy))).startsWith("HTTP/1.1 200 ");
            assertThat(health(NET + "17", bridge(proxy))).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void failsToStartOnlyForATakenLiteralAddress() throws Exception {
        make(NAME, NET + "1/28");
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var takenToo = new ServerSocket(taken.getLocalPort(), 1, InetAddress.getByName(NET + "1"))) {
            String port = Integer.toString(takenToo.getLocalPort());
            assertThatThrownBy(() -> RunningProxy.with(Map.of("PROXY_PORT", port)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1");
            Map<String, String> elsewhere = Map.of("PROXY_PORT", port, "PROXY_BIND", "127.0.0.2,@" + NAME);
            try (var proxy = RunningProxy.with(elsewhere, time)) {
                assertThat(addresses(proxy)).containsExactly("127.0.0.2");
                takenToo.close();
                time.advance(SECOND);
                assertThat(addresses(proxy)).containsExactly("127.0.0.2", NET + "1");
            }
        }
    }

    private RunningProxy bridged(Map<String, String> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("PLATFORM_NETWORK", NETWORK);
        settings.put("PROXY_BIND", "127.0.0.1,@bridge");
        return RunningProxy.with(settings, time);
    }

    private static InetSocketAddress bridge(RunningProxy proxy) {
        return proxy.proxy().addresses().getLast();
    }

    private static List<String> addresses(RunningProxy proxy) {
        return proxy.proxy().addresses().stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }

    private static String health(String from, InetSocketAddress to) throws IOException {
        return RunningProxy.raw(from, to, "GET /health HTTP/1.1\nHost: p\nConnection: close\n\n");
    }

    private static void make(String name, String address) throws Exception {
        ip("link", "add", name, "type", "bridge");
        ip("addr", "add", address, "dev", name);
        ip("link", "set", name, "up");
    }

    private static void ip(String... arguments) throws Exception {
        var command = Stream.concat(Stream.of("/sbin/ip"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
    }

    /// The addresses on which this very process listens, from the kernel's own tables.
    private static Set<String> listening() throws IOException {
        var inodes = new HashSet<String>();
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                }
            }
        }
        var listening = new HashSet<String>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals("0A") && inodes.contains(columns[9])) {
                    listening.add(readable(columns[1]));
                }
            }
        }
        return listening;
    }

    /// `0100007F:1F90`, words in the machine's (little-endian) order, as `127.0.0.1:8080`.
    private static String readable(String hex) throws IOException {
        String[] parts = hex.split(":");
        byte[] bytes = new byte[parts[0].length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = i / 4 * 4 + 3 - i % 4;
            bytes[i] = (byte) Integer.parseInt(parts[0].substring(2 * at, 2 * at + 2), 16);
        }
        return InetAddress.getByAddress(bytes).getHostAddress() + ":" + Integer.parseInt(parts[1], 16);
    }
}
