package com.matrixos.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.json.Json;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.Measure;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the engine's counters mean, and that it is asked for one reading alone.
final class OneShotStatsTest {
    /// As Docker 26 answers on a host with cgroup v2, cut down.
    private static final String V2 = """
            {"read":"2026-11-26T08:00:00Z","pids_stats":{"current":7,"limit":18446744073709551615},
             "cpu_stats":{"cpu_usage":{"total_usage":123456789},"online_cpus":2},
             "memory_stats":{"usage":50000000,"stats":{"file":1,"inactive_file":20000000},"limit":268435456}}""";

    private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;
    private DockerEngine engine;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] body = V2.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        engine = DockerEngine.of(new DockerSettings(
                "tcp://127.0.0.1:" + server.getAddress().getPort(), "ins", "image", "net", 64, Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        server.stop(0);
    }

    @Test
    void oneReadingIsAskedFor() {
        assertThat(engine.measure("abc")).contains(new Measure(30_000_000, 268_435_456, 123_456_789, 7));
        assertThat(asked).containsExactly("/containers/abc/stats?stream=false&one-shot=true");
    }

    @Test
    void whatIsGoneHasNoneAndARefusalIsOne() {
        status = 404;
        assertThat(engine.measure("abc")).isEmpty();
        status = 500;
        assertThatThrownBy(() -> engine.measure("abc"))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.REFUSED));
    }

    @Test
    void theFirstCgroupsHaveTheCacheUnderAnotherName() throws IOException {
        assertThat(
                        measure(
                                "{\"memory_stats\":{\"usage\":100,\"limit\":200,\"stats\":{\"total_inactive_file\":40,\"inactive_file\":1}}}"))
                .contains(new Measure(60, 200, 0, 0));
        assertThat(measure("{\"memory_stats\":{\"usage\":100,\"limit\":200,\"stats\":{\"inactive_file\":100}}}"))
                .contains(new Measure(100, 200, 0, 0));
    }

    @Test
    void whatDoesNotRunUsesNothing() throws IOException {
        assertThat(measure("{\"memory_stats\":{},\"cpu_stats\":{\"cpu_usage\":{\"total_usage\":0}}}"))
                .isEmpty();
    }

    private static Optional<Measure> measure(String json) throws IOException {
        return OneShotStats.measure(Json.mapper().readTree(json));
    }
}
