package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.settings.BindAddress;
import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.front.Model;
import com.matrixos.proxy.front.ModelCalls;
import com.matrixos.proxy.front.ProxyRouter;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.ScriptTokens;
import com.matrixos.proxy.keys.Key;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.listen.Listeners;
import com.matrixos.proxy.live.LiveUsage;
import com.matrixos.proxy.metering.Metering;
import com.matrixos.proxy.metrics.Metrics;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.PriceBooks;
import com.matrixos.proxy.traffic.Limits;
import com.matrixos.proxy.traffic.Traffic;
import com.matrixos.proxy.upstream.Outbound;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What cannot be brought about over real connections in a test's time: time-outs of minutes, and TLS to a
/// real name.
class ProxyRouterTest {
    private static final java.net.URI ANTHROPIC = java.net.URI.create("https://api.anthropic.com");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(RelayFailure.class)
    void tellsFailuresInAnthropicsShape(RelayFailure failure) throws Exception {
        var answer = (Verdict.Respond) failed("/v1/messages", failure);
        boolean late = failure == RelayFailure.RESPONSE_TIMEOUT;
        assertThat(answer.status()).isEqualTo(late ? 504 : 502);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"" + (late ? "timeout_error" : "api_error"))
                .doesNotContain("anthropic.com", "key");
    }

    @Test
    void tellsFailuresOfItsOwnServerAsProblems() throws Exception {
        var answer = (Verdict.Respond) failed("/health", RelayFailure.REFUSED);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void speaksTlsToAnHttpsAddress() {
        var forward = Outbound.to(ANTHROPIC).forward(new Head("/v1/messages?beta=true"), new Key("the-key"), null);
        assertThat(forward.upstream()).isEqualTo(new Upstream.Tls("api.anthropic.com", 443));
        assertThat(forward.edits().set())
                .containsEntry("host", "api.anthropic.com")
                .containsEntry("x-api-key", "the-key");
        assertThat(forward.edits().uri()).isEqualTo("/v1/messages?beta=true");
        assertThat(Outbound.to(ANTHROPIC).toString()).doesNotContain("the-key");
    }

    private Verdict failed(String path, RelayFailure failure) throws Exception {
        var file = folder.resolve("proxy.db");
        try (var database = Database.open(file, "db/proxy");
                var ledger = Ledger.open(file, Instant::now)) {
            var verdict = new AtomicReference<Verdict>();
            router(database, ledger).failed(new Head(path), failure, verdict::set);
            return verdict.get();
        }
    }

    private ProxyRouter router(Database database, Ledger ledger) {
        var books = new Metering.Books(
                new PriceBooks(PriceBook.shipped()),
                Budgets.start(Quotas.load(database), new LedgerReader(database), Instant::now),
                ledger);
        var metering = new Metering(
                books,
                new Traffic(new Limits(0, 0), Instant::now),
                new LiveUsage(),
                new Metrics().calls(_ -> false),
                Instant::now);
        var loopback = List.<BindAddress>of(new BindAddress.Literal(InetAddress.getLoopbackAddress()));
        return new ProxyRouter(
                new Listeners(loopback, "none", 0).peers(),
                new Callers(ContainerTokens.load(database, Instant::now), ScriptTokens.load(database, Instant::now)),
                new ModelCalls(new Model.None(), new KeyRing(Instant::now), _ -> {}, metering, null),
                new Upstream.Unix(folder.resolve("control.sock")));
    }

    /// A plain POST with a valid token, from this machine.
    private record Head(String uri) implements RequestHead {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return uri.split("\\?", 2)[0];
        }

        @Override
        public String host() {
            return "proxy";
        }

        @Override
        public InetSocketAddress peer() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public boolean fromTrustedProxy() {
            return false;
        }

        @Override
        public boolean forwarded() {
            return false;
        }

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public boolean upgrade() {
            return false;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(Map.of("x-api-key", "token").get(name));
        }

        @Override
        public List<String> headers(String name) {
            return header(name).stream().toList();
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.empty();
        }
    }
}
