package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.ids.Tokens;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole process, killed in the middle of many streams, again and again on the same books.
@Timeout(1200)
class KilledProxyTest {
    private static final int KILLS = Integer.getInteger("proxy.kills", 4);
    private static final int CLIENTS = 16;
    private static final String ASK =
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":4096,\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private final AtomicInteger complete = new AtomicInteger();

    @Test
    void everyCallTheUpstreamSawIsInTheBooksOnce() throws Exception {
        var random = new Random(26);
        String token = Tokens.random("mx_");
        try (var upstream = ScriptedAnthropic.start()) {
            upstream.play((_, reply) -> {
                reply.beginEvents();
                for (String event : Streams.of("claude-opus-5-5", 1_000, 20)) {
                    reply.send(event);
                }
                reply.end();
            });
            for (int kill = 0; kill < KILLS; kill++) {
                round(upstream, token, complete.get() + 1 + random.nextInt(300));
            }
            // The last start has settled what the last kill left.
            try (var process = start(upstream)) {
                process.port();
                check(upstream);
            }
        }
    }

    /// Calls until so many are complete in all, then kills.
    private void round(ScriptedAnthropic upstream, String token, int until) throws Exception {
        try (var process = start(upstream);
                var clients = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + process.port();
            var grant = HttpRequest.newBuilder(URI.create(base + "/tokens/containers/alice"))
                    .PUT(BodyPublishers.ofString("{\"sha256\":\"" + Tokens.sha256(token) + "\"}"));
            assertThat(client.send(grant.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> callForEver(client, base, token));
            }
            Until.holds("enough calls are complete", () -> complete.get() >= until);
            process.close();
        }
    }

    /// Until the proxy is gone.
    private void callForEver(HttpClient client, String base, String token) {
        var call = HttpRequest.newBuilder(URI.create(base + "/v1/messages"))
                .header("x-api-key", token)
                .POST(BodyPublishers.ofString(ASK))
                .build();
        try {
            while (client.send(call, BodyHandlers.ofString()).statusCode() == 200) {
                complete.incrementAndGet();
            }
        } catch (IOException _) {
            // killed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ProxyProcess start(ScriptedAnthropic upstream) throws IOException {
        return ProxyProcess.towards(upstream, folder);
    }

    private void check(ScriptedAnthropic upstream) throws SQLException {
        try (Connection books = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("proxy.db"))) {
            assertThat(number(books, "SELECT COUNT(*) FROM calls WHERE state <> 'settled'"))
                    .isZero();
            // A row is there before the upstream has the whole request; one that was never sent may be there too.
            assertThat(number(books, "SELECT COUNT(*) FROM calls"))
                    .isBetween(
                            (long) upstream.requests().size(),
                            (long) upstream.requests().size() + KILLS * CLIENTS);
            // Whoever has got a whole answer has been booked for it, exactly.
            long exact = number(books, "SELECT COUNT(*) FROM calls WHERE basis = 'exact' AND cost_pico = 4400000000");
            assertThat(exact)
                    .isGreaterThanOrEqualTo(complete.get() - KILLS * CLIENTS)
                    .isPositive();
            assertThat(number(books, "SELECT cost_pico FROM usage_totals WHERE period = 'all' AND user_id = 'alice'"))
                    .isEqualTo(number(books, "SELECT SUM(cost_pico) FROM calls"));
            assertThat(number(books, "SELECT COUNT(*) - COUNT(DISTINCT message_id) FROM calls WHERE basis = 'exact'"))
                    .isZero();
        }
    }

    private static long number(Connection books, String sql) throws SQLException {
        try (var rows = books.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
