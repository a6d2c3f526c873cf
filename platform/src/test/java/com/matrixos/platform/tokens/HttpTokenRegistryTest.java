package com.matrixos.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.TokenGrant;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.containers.Handle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the proxy gets to hear, word for word.
final class HttpTokenRegistryTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final String SHA256 = "ab".repeat(32);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final HttpServer proxy = HttpServer.builder(new Routes()
                    .put("/tokens/containers/{handle}", call -> {
                        var grant = call.json(TokenGrant.class);
                        heard.add("grant " + call.parameter("handle") + " " + grant.sha256() + " at " + grant.address()
                                + " keep " + grant.keepPreviousSeconds() + " "
                                + call.header("authorization").orElse("-"));
                        return Answer.empty(status);
                    })
                    .delete("/tokens/containers/{handle}", call -> {
                        heard.add("revoke " + call.parameter("handle") + " "
                                + call.header("authorization").orElse("-"));
                        return Answer.empty(status);
                    }))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    private final URI address = URI.create("http://127.0.0.1:" + proxy.port(0));

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void tellsOfGrantsAndRevocations() {
        try (var registry = new HttpTokenRegistry(address, "s3cret")) {
            registry.grant(ALICE, SHA256, Optional.of("172.18.0.5"));
            registry.revoke(ALICE);
        }
        assertThat(heard)
                .containsExactly(
                        "grant alice " + SHA256 + " at 172.18.0.5 keep null Bearer s3cret",
                        "revoke alice Bearer s3cret");
    }

    @Test
    void withoutASecretItSendsNone() {
        try (var registry = new HttpTokenRegistry(address, "")) {
            registry.grant(ALICE, SHA256, Optional.empty());
        }
        assertThat(heard).containsExactly("grant alice " + SHA256 + " at null keep null -");
    }

    @Test
    void whatIsNotAcknowledgedFails() {
        try (var registry = new HttpTokenRegistry(address, "")) {
            status = 503;
            assertThatThrownBy(() -> registry.grant(ALICE, SHA256, Optional.empty()))
                    .hasMessageContaining("503");
            proxy.close();
            assertThatThrownBy(() -> registry.revoke(ALICE)).hasMessageContaining("does not answer");
        }
    }
}
