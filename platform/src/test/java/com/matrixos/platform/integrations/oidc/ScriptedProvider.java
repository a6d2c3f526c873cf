package com.matrixos.platform.integrations.oidc;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// An OpenID Connect provider on this machine. It holds its clients to the rules (PKCE, redirect address, client
/// secret, codes that work once), signs in whoever [#person] is, and has a [Whim].
final class ScriptedProvider implements AutoCloseable {
    /// What it does wrong.
    enum Whim {
        HONEST,
        WRONG_NONCE,
        WRONG_AUDIENCE,
        WRONG_ISSUER,
        ANOTHER_PARTY,
        SEVERAL_WITHOUT_PARTY,
        UNSIGNED,
        SIGNED_WITH_OUR_SECRET,
        SIGNED_BY_A_STRANGER,
        EXPIRED,
        A_LITTLE_LATE,
        NO_SUBJECT,
        GARBAGE,
        HANGS,
        NAMES_ANOTHER_ISSUER
    }

    static final String CLIENT = "matrix os";
    static final String SECRET = "it's a secret: 100%";

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    final AtomicInteger keyRequests = new AtomicInteger();
    final List<String> complaints = new ArrayList<>();
    volatile Whim whim = Whim.HONEST;
    volatile String person = "person-1";
    volatile String redirect = "";
    private volatile ECKey key = newKey();

    ScriptedProvider() {
        var routes = new Routes()
                .get("/.well-known/openid-configuration", _ -> Answer.json(200, metadata()))
                .get("/keys", _ -> keys())
                .get("/authorize", this::authorize)
                .post("/token", this::token);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.port(0);
    }

    Provider asSet(String name) {
        return new Provider(name, "Work", issuer(), CLIENT, SECRET);
    }

    /// From now on it signs with another key; the old one is no longer listed.
    void rotate() {
        key = newKey();
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> metadata() {
        hang();
        return Map.of(
                "issuer", whim == Whim.NAMES_ANOTHER_ISSUER ? "https://evil.example" : issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "authorization_response_iss_parameter_supported", true);
    }

    private Answer keys() {
        keyRequests.incrementAndGet();
        return Answer.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    /// Signs the person in without asking.
    private Answer authorize(Call call) {
        for (String needed : List.of("client_id", "redirect_uri", "state", "nonce", "code_challenge", "scope")) {
            complain(call.query(needed).isEmpty(), "no " + needed);
        }
        complain(!call.query("client_id").equals(Optional.of(CLIENT)), "wrong client_id");
        complain(!call.query("response_type").equals(Optional.of("code")), "wrong response_type");
        complain(!call.query("code_challenge_method").equals(Optional.of("S256")), "no S256");
        complain(!redirect.equals(call.query("redirect_uri").orElse("")), "wrong redirect_uri");
        String code = "code" + codes.size();
        codes.put(
                code,
                Map.of(
                        "nonce", call.query("nonce").orElse(""),
                        "challenge", call.query("code_challenge").orElse("")));
        return Answer.empty(302)
                .with(
                        "location",
                        redirect + "?code=" + code + "&state="
                                + call.query("state").orElse("") + "&iss=" + issuer());
    }

    private Answer token(Call call) throws Exception {
        hang();
        if (whim == Whim.GARBAGE) {
            return Answer.text(200, "text/html", "<h1>It works!</h1>");
        }
        Map<String, String> form = form(new String(call.body(), StandardCharsets.UTF_8));
        Map<String, String> code = codes.remove(form.getOrDefault("code", ""));
        String basic = Base64.getEncoder()
                .encodeToString("matrix+os:it%27s+a+secret%3A+100%25".getBytes(StandardCharsets.UTF_8));
        complain(!call.header("authorization").orElse("").equals("Basic " + basic), "wrong client secret");
        complain(!"authorization_code".equals(form.get("grant_type")), "wrong grant_type");
        complain(!redirect.equals(form.get("redirect_uri")), "wrong redirect_uri");
        if (code == null || !code.get("challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            return Answer.json(400, Map.of("error", "invalid_grant"));
        }
        return Answer.json(
                200,
                Map.of(
                        "access_token", "at",
                        "token_type", "Bearer",
                        "id_token", idToken(code.get("nonce"))));
    }

    private String idToken(String nonce) throws JOSEException {
        JWTClaimsSet claims = claims(nonce);
        if (whim == Whim.UNSIGNED) {
            return new PlainJWT(claims).serialize();
        }
        if (whim == Whim.SIGNED_WITH_OUR_SECRET) {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new MACSigner((SECRET + " ".repeat(32)).getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        }
        ECKey signer = whim == Whim.SIGNED_BY_A_STRANGER ? newKey() : key;
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(signer));
        return token.serialize();
    }

    private JWTClaimsSet claims(String nonce) {
        Instant now = Instant.now();
        Duration age = whim == Whim.EXPIRED
                ? Duration.ofSeconds(65)
                : whim == Whim.A_LITTLE_LATE ? Duration.ofSeconds(30) : Duration.ofMinutes(-5);
        var claims = new JWTClaimsSet.Builder()
                .issuer(whim == Whim.WRONG_ISSUER ? "https://evil.example" : issuer())
                .subject(whim == Whim.NO_SUBJECT ? null : person)
                .audience(
                        whim == Whim.WRONG_AUDIENCE
                                ? List.of("another client")
                                : whim == Whim.SEVERAL_WITHOUT_PARTY
                                        ? List.of(CLIENT, "another client")
                                        : List.of(CLIENT))
                .claim("nonce", whim == Whim.WRONG_NONCE ? "another nonce" : nonce)
                .claim("email", "Alice@Example.com")
                .issueTime(Date.from(now.minus(Duration.ofMinutes(6))))
                .expirationTime(Date.from(now.minus(age)));
        if (whim == Whim.ANOTHER_PARTY) {
            claims.claim("azp", "another client");
        }
        return claims.build();
    }

    private void hang() {
        if (whim == Whim.HANGS) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void complain(boolean wrong, String what) {
        if (wrong) {
            complaints.add(what);
        }
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, String> form(String text) {
        var fields = new HashMap<String, String>();
        Stream.of(text.split("&"))
                .map(field -> field.split("=", 2))
                .forEach(field -> fields.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return fields;
    }

    URI uri() {
        return URI.create(issuer());
    }

    @Override
    public void close() {
        closing.countDown();
        server.close();
    }
}
