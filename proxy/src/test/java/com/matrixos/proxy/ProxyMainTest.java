package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.ids.Tokens;
import com.matrixos.testkit.anthropic.Events;
import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProxyMainTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void reportsAllWrongSettingsAtOnceAndEndsWithTwo() throws Exception {
        var wrong = Map.of(
                "PROXY_PORT", "eighty",
                "PROXY_BIND", "127.0.0.1,example.com",
                "PROXY_DEMO_MODEL", "perhaps",
                "PROXY_PROT", "1",
                "ANTHROPIC_API_URL", "ftp://x",
                "ANTHROPIC_API_KEY", "sk ant with blanks");
        try (var process = ProxyProcess.start(folder, List.of(), wrong)) {
            assertThat(process.exit()).isEqualTo(2);
            assertThat(process.output())
                    .contains("6 wrong setting(s)", "PROXY_PORT", "example.com", "PROXY_DEMO_MODEL")
                    .contains("did you mean PROXY_PORT?", "ANTHROPIC_API_URL", "ANTHROPIC_API_KEY")
                    .doesNotContain("sk ant");
        }
        try (var process = ProxyProcess.start(folder, List.of(), Map.of(), "--nonsense")) {
            assertThat(process.exit()).isEqualTo(2);
            assertThat(process.output()).contains("--print-config");
        }
    }

    @Test
    void printsItsSettingsWithoutSecrets() throws Exception {
        var settings = Map.of("ANTHROPIC_API_KEY", RunningProxy.KEY, "PLATFORM_SECRET", RunningProxy.SECRET);
        try (var process = ProxyProcess.start(folder, List.of(), settings, "--print-config")) {
            assertThat(process.exit()).isZero();
            assertThat(process.output())
                    .contains("PROXY_PORT", "127.0.0.1,@bridge", "(redacted)")
                    .doesNotContain(RunningProxy.KEY, RunningProxy.SECRET);
        }
    }

    @Test
    void readsTheEnvFileAndEndsOnSigterm() throws Exception {
        Files.writeString(folder.resolve(".env"), "PROXY_DEMO_MODEL=true\nPROXY_BIND=127.0.0.1\nPROXY_PORT=0\n");
        try (var process = ProxyProcess.start(folder, List.of(), Map.of())) {
            assertThat(get(process.port(), "/health").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(Files.exists(folder.resolve(".matrixos/proxy.db"))).isTrue();
            process.terminate();
            assertThat(process.exit()).isEqualTo(143);
            assertThat(process.output()).contains("demo model").doesNotContain("ERROR");
        }
    }

    @Test
    void saysWhyItCannotStartAndLeavesTheOtherAlone() throws Exception {
        try (var first = ProxyProcess.start(folder, List.of(), settings(Map.of()))) {
            int port = first.port();
            try (var second = ProxyProcess.start(folder, List.of(), settings(Map.of()))) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.output()).contains("another proxy is running");
            }
            var elsewhere =
                    settings(Map.of("PROXY_RUN_DIR", folder.resolve("run-2").toString()));
            try (var third = ProxyProcess.start(folder, List.of(), elsewhere)) {
                assertThat(third.exit()).isEqualTo(1);
                assertThat(third.output()).contains("another proxy is running with the database", "proxy.db-lock");
            }
            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
        }
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                var process = ProxyProcess.start(
                        folder, List.of(), settings(Map.of("PROXY_PORT", Integer.toString(taken.getLocalPort()))))) {
            assertThat(process.exit()).isEqualTo(1);
            assertThat(process.output())
                    .contains("cannot start")
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("    at ");
        }
    }

    /// Sixteen bodies of 32 MiB at once through a heap of 40 MB: held in memory they would need 512.
    @Test
    void streamsLargeBodiesInFlatMemory() throws Exception {
        byte[] large = RelayingTest.json(32 * MIB, 7);
        String digest = RelayingTest.sha256(large);
        var go = new CountDownLatch(1);
        try (var upstream = ScriptedAnthropic.start();
                var process = ProxyProcess.start(
                        folder,
                        List.of("-Xmx40m", "-XX:MaxDirectMemorySize=40m"),
                        settings(Map.of(
                                "ANTHROPIC_API_KEY",
                                RunningProxy.KEY,
                                "ANTHROPIC_API_URL",
                                upstream.url().toString())))) {
            String token = grant(process.port());
            long before = process.peakMemory();
            upstream.play((_, reply) -> {
                go.await();
                reply.whole(200, large);
            });
            var answers = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 16; i++) {
                BodyPublisher body = i % 2 == 0
                        ? BodyPublishers.ofByteArray(large)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
                answers.add(exchange(process.port(), token, body));
            }
            for (int i = 0; i < 16; i++) {
                assertThat(upstream.take(java.time.Duration.ofSeconds(60)))
                        .extracting(RecordedRequest::bodySha256)
                        .isEqualTo(digest);
            }
            go.countDown();
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(digest);
            }
            long grown = process.peakMemory() - before;
            System.out.println("512 MiB up and down: peak memory grew from " + before + " by " + grown + " MiB");
            assertThat(grown).isLessThan(100);
            assertThat(process.output()).doesNotContain(RunningProxy.KEY, token);
        }
    }

    @Test
    void drainsAStreamUnderWayBeforeItEnds() throws Exception {
        List<String> events = Events.stream("a", "b");
        var rest = new CountDownLatch(1);
        try (var upstream = ScriptedAnthropic.start();
                var process = ProxyProcess.start(
                        folder,
                        List.of(),
                        settings(Map.of(
                                "ANTHROPIC_API_KEY",
                                RunningProxy.KEY,
                                "ANTHROPIC_API_URL",
                                upstream.url().toString())))) {
            String token = grant(process.port());
            upstream.play((_, reply) -> {
                reply.beginEvents();
                reply.send(events.getFirst());
                rest.await();
                reply.send(String.join("", events.subList(1, events.size())));
                reply.end();
            });
            HttpResponse<InputStream> response = client.send(
                    message(process.port(), token, BodyPublishers.ofString("{}")), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                int first = events.getFirst().length();
                assertThat(in.readNBytes(first)).hasSize(first);
                process.terminate();
                rest.countDown();
                assertThat(new String(in.readAllBytes())).endsWith(events.getLast());
            }
            assertThat(process.exit()).isEqualTo(143);
        }
    }

    private CompletableFuture<String> exchange(int port, String token, BodyPublisher body) {
        var answer = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (InputStream in = client.send(message(port, token, body), BodyHandlers.ofInputStream())
                    .body()) {
                var digest = MessageDigest.getInstance("SHA-256");
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                answer.complete(HexFormat.of().formatHex(digest.digest()));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Map<String, String> settings(Map<String, String> more) {
        var settings = new HashMap<>(Map.of("PROXY_PORT", "0", "PROXY_BIND", "127.0.0.1"));
        settings.putAll(more);
        return settings;
    }

    private String grant(int port) throws Exception {
        String token = Tokens.random("mx_");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tokens/containers/alice"))
                .PUT(BodyPublishers.ofString("{\"sha256\":\"" + Tokens.sha256(token) + "\"}"));
        assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        return token;
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest message(int port, String token, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/messages"))
                .header("authorization", "Bearer " + token)
                .POST(body)
                .build();
    }
}
