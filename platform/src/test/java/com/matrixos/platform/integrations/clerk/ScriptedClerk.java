package com.matrixos.platform.integrations.clerk;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Clerk's backend API on this machine, with users that a test describes, and the session tokens of its frontend. Can
/// be out.
final class ScriptedClerk implements AutoCloseable {
    static final String SECRET = "sk_test_hush";
    static final String ISSUER = "https://clerk.example.com";

    private final Map<String, Map<String, Object>> users = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile RSAKey key = newKey();
    volatile boolean out;

    ScriptedClerk() {
        var routes = new Routes()
                .get("/v1/jwks", call -> reply(call, new JWKSet(key.toPublicJWK()).toJSONObject()))
                .get("/v1/users/{id}", call -> {
                    Map<String, Object> user = users.get(call.parameter("id"));
                    return user == null ? Answer.json(404, Map.of("errors", List.of())) : reply(call, user);
                });
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    ClerkSettings settings() {
        return new ClerkSettings(SECRET, publishableKey(), ISSUER, URI.create("http://127.0.0.1:" + server.port(0)));
    }

    static String publishableKey() {
        return "pk_test_"
                + Base64.getEncoder().encodeToString("clerk.example.com$".getBytes(StandardCharsets.US_ASCII));
    }

    /// A user as the API and the webhooks describe them.
    static Map<String, Object> user(String id, String username, String role) {
        var user = new HashMap<String, Object>();
        user.put("id", id);
        user.put("object", "user");
        user.put("username", username);
        user.put("primary_email_address_id", "idn_2");
        user.put(
                "email_addresses",
                List.of(
                        Map.of("id", "idn_1", "email_address", "old@example.com"),
                        Map.of("id", "idn_2", "email_address", "Alice@example.com")));
        user.put("public_metadata", role == null ? Map.of() : Map.of("role", role));
        user.put("banned", false);
        return user;
    }

    void has(Map<String, Object> user) {
        users.put((String) user.get("id"), user);
    }

    void rotate() {
        key = newKey();
    }

    String token(String userId, String party) {
        return token(userId, claims -> claims.claim("azp", party));
    }

    String token(String userId, Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(userId)
                .claim("sid", "sess_1")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now.minusSeconds(10)))
                .expirationTime(Date.from(now.plusSeconds(60)));
        change.accept(claims);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer reply(Call call, Object body) {
        if (out) {
            return Answer.empty(502);
        }
        return call.header("authorization").orElse("").equals("Bearer " + SECRET)
                ? Answer.json(200, body)
                : Answer.json(401, Map.of("errors", List.of()));
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
