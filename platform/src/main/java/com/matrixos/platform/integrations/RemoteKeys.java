package com.matrixos.platform.integrations;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The keys with which a provider signs, fetched when they are needed and kept for some minutes. A token with a key
/// that is not among them has them fetched again: the provider may have new ones. Whoever invents keys does not make
/// us ask for them all day.
public final class RemoteKeys {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FETCH = Duration.ofSeconds(15);
    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(30);

    /// Signatures with a public key only: a token signed with what others know as our secret, or not at all, is none.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private RemoteKeys() {}

    /// Those at an address (RFC 7517).
    ///
    /// @param credentials what the request must bear beside its address
    public static JWSKeySelector<SecurityContext> at(
            URI address, Outward outward, UnaryOperator<HttpRequest.Builder> credentials) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                        url(address), _ -> fetch(address, outward, credentials))
                .cache(KEPT.toMillis(), FETCH.toMillis())
                .refreshAheadCache(false)
                .rateLimited(LEAST_BETWEEN.toMillis())
                .build();
        return new JWSVerificationKeySelector<>(ALGORITHMS, source);
    }

    private static Resource fetch(URI address, Outward outward, UnaryOperator<HttpRequest.Builder> credentials)
            throws IOException {
        Outward.Reply reply =
                outward.send(credentials.apply(HttpRequest.newBuilder(address)).build());
        if (!reply.ok()) {
            throw new IOException("no keys, status " + reply.status());
        }
        return new Resource(new String(reply.body(), StandardCharsets.UTF_8), "application/json");
    }

    private static URL url(URI address) {
        try {
            return address.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of keys: " + address, e);
        }
    }
}
