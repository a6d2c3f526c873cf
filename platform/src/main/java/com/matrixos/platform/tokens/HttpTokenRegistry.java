package com.matrixos.platform.tokens;

import com.matrixos.api.TokenGrant;
import com.matrixos.base.json.Json;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.TokenRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// The proxy's token API on this machine: `PUT` and `DELETE /tokens/containers/{handle}`. Safe for use from
/// any thread.
public final class HttpTokenRegistry implements TokenRegistry, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI proxy;
    private final String secret;

    /// @param proxy for example `http://127.0.0.1:8080`
    /// @param secret sent as a bearer token unless it is empty
    public HttpTokenRegistry(URI proxy, String secret) {
        this.proxy = proxy;
        this.secret = secret;
    }

    @Override
    public void grant(Handle handle, String sha256, Optional<String> address) {
        var grant = new TokenGrant(sha256, address.orElse(null), null);
        send("PUT", handle, BodyPublishers.ofByteArray(Json.write(grant)));
    }

    @Override
    public void revoke(Handle handle) {
        send("DELETE", handle, BodyPublishers.noBody());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void send(String method, Handle handle, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(proxy.resolve("/tokens/containers/" + handle))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .method(method, body);
        if (!secret.isEmpty()) {
            request.header("authorization", "Bearer " + secret);
        }
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("proxy answered " + status + " to " + method + " of a token");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("proxy does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while telling the proxy", e);
        }
    }
}
