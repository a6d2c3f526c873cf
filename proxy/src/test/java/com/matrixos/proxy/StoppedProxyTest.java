package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.ids.Tokens;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a call costs that is under way when the process ends as it should.
@Timeout(120)
class StoppedProxyTest {
    private static final String ASK = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":32000,\"messages\":[]}";

    @TempDir
    private Path folder;

    @Test
    void whatAnAnswerInOnePieceMayHaveCostIsBookedWhenItIsStopped() throws Exception {
        try (var upstream = ScriptedAnthropic.start()) {
            stopInMidCall(upstream);
            assertThat(row()).startsWith("settled stopped estimated 0 ");
            long stopped = Long.parseLong(row().substring(row().lastIndexOf(' ') + 1));
            // 32,000 tokens of output at 20 USD a million, as if computed in the US.
            assertThat(stopped).isBetween(640_000_000_000L, 800_000_000_000L);
        }
    }

    private void stopInMidCall(ScriptedAnthropic upstream) throws Exception {
        var asked = new CountDownLatch(1);
        upstream.play((_, reply) -> {
            asked.countDown();
            reply.hang();
        });
        String token = Tokens.random("mx_");
        try (var process = start(upstream);
                var client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + process.port();
            var grant = HttpRequest.newBuilder(URI.create(base + "/tokens/containers/alice"))
                    .PUT(BodyPublishers.ofString("{\"sha256\":\"" + Tokens.sha256(token) + "\"}"));
            client.send(grant.build(), BodyHandlers.ofString());
            var call = HttpRequest.newBuilder(URI.create(base + "/v1/messages"))
                    .header("x-api-key", token)
                    .POST(BodyPublishers.ofString(ASK))
                    .build();
            client.sendAsync(call, BodyHandlers.ofString());
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            process.terminate();
            process.exit();
        }
    }

    private ProxyProcess start(ScriptedAnthropic upstream) throws IOException {
        return ProxyProcess.towards(upstream, folder);
    }

    /// State, ending, basis, how much its cost is over what was held, cost.
    private String row() throws SQLException {
        try (Connection books = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("proxy.db"));
                var rows = books.createStatement().executeQuery("""
                        SELECT state || ' ' || ending || ' ' || basis || ' ' || (cost_pico - hold_pico) || ' ' || cost_pico
                        FROM calls""")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
