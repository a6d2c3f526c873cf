package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.settings.BindAddress;
import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.front.Model;
import com.matrixos.proxy.front.ProxyRouter;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Grant;
import com.matrixos.proxy.identity.ScriptTokens;
import com.matrixos.proxy.keys.Key;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.listen.Listeners;
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
    private static final String DIGEST = com.matrixos.base.ids.Tokens.sha256("token");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(RelayFailure.class)
    void tellsFailuresInAnthropicsShape(RelayFailure failure) throws Exception {
        var answer = (Verdict.Respond) failed("/v1/messages", failure);
        assertThat(answer.status()).isEqualTo(failure.status());
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\""
                        + (failure.status() == 504 ? "timeout_error" : "api_error"))
                .doesNotContain("anthropic.com", "key");
    }

    @Test
    void tellsFailuresOfItsOwnServerAsProblems() throws Exception {
        var answer = (Verdict.Respond) failed("/health", RelayFailure.REFUSED);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void speaksTlsToAnHttpsAddress() throws Exception {
        try (var database = Database.open(folder.resolve("proxy.db"), "db/proxy")) {
            var verdict = new AtomicReference<Verdict>();
            router(database).route(new Head("/v1/messages?beta=true"), verdict::set);
            var forward = (Verdict.Forward) verdict.get();
            assertThat(forward.upstream()).isEqualTo(new Upstream.Tls("api.anthropic.com", 443));
            assertThat(forward.edits().set())
                    .containsEntry("host", "api.anthropic.com")
                    .containsEntry("x-api-key", "the-key");
            assertThat(forward.edits().uri()).isEqualTo("/v1/messages?beta=true");
        }
    }

    private Verdict failed(String path, RelayFailure failure) throws Exception {
        try (var database = Database.open(folder.resolve("proxy.db"), "db/proxy")) {
            var verdict = new AtomicReference<Verdict>();
            router(database).failed(new Head(path), failure, verdict::set);
            return verdict.get();
        }
    }

    private ProxyRouter router(Database database) {
        var tokens = ContainerTokens.load(database, Instant::now);
        tokens.grant("alice", Grant.of(DIGEST));
        var keys = new KeyRing(Instant::now);
        keys.use(List.of(new Key("the-key")));
        var loopback = List.<BindAddress>of(new BindAddress.Literal(InetAddress.getLoopbackAddress()));
        return new ProxyRouter(
                new Listeners(loopback, "none", 0).peers(),
                new Callers(tokens, ScriptTokens.load(database, Instant::now)),
                Model.anthropic(ANTHROPIC, keys),
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
