package com.matrixos.platform.integrations.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.access.WayBack;
import com.matrixos.platform.integrations.Identity;
import com.matrixos.platform.integrations.IntegrationProblems;
import com.matrixos.platform.integrations.Outward;
import com.matrixos.platform.integrations.Proof;
import com.matrixos.platform.integrations.RemoteKeys;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks with one provider: authorization code flow (OpenID Connect Core 1.0 §3.1) with PKCE (RFC 7636). Safe for use
/// from any thread; calls block.
final class OidcClient {
    private static final Logger LOG = LoggerFactory.getLogger(OidcClient.class);
    private static final Duration METADATA_KEPT = Duration.ofHours(1);

    private final Provider provider;
    private final URI callback;
    private final Outward outward;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;

    private record Known(Metadata metadata, JWSKeySelector<SecurityContext> keys, Instant until) {}

    /// @param callback where the provider sends people back to
    OidcClient(Provider provider, URI callback, Outward outward, InstantSource time) {
        this.provider = provider;
        this.callback = callback;
        this.outward = outward;
        this.time = time;
    }

    Provider provider() {
        return provider;
    }

    /// Where somebody is sent to sign in.
    ///
    /// @throws com.matrixos.base.http.ProblemException 503 when the provider does not answer
    URI authorize(String state, Flow flow) {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", provider.clientId());
        query.put("redirect_uri", callback.toString());
        query.put("scope", "openid email profile");
        query.put("state", state);
        query.put("nonce", flow.nonce());
        query.put("code_challenge", flow.challenge());
        query.put("code_challenge_method", "S256");
        URI endpoint = known().metadata().authorize();
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + form(query));
    }

    /// Who came back with this code.
    ///
    /// @param issuer who the answer says it is from (RFC 9207); null when it does not
    /// @throws com.matrixos.base.http.ProblemException 401 when it proves nothing, 503 when the provider does not
    /// answer
    Identity identity(String code, @Nullable String issuer, Flow flow) {
        Known is = known();
        if (issuer == null ? is.metadata().namesItself() : !issuer.equals(provider.issuer())) {
            LOG.warn("an answer names another issuer provider={}", provider.name());
            throw IntegrationProblems.identityRefused().exception();
        }
        JWTClaimsSet claims = new Proof(
                        is.keys(),
                        provider.clientId(),
                        new JWTClaimsSet.Builder()
                                .issuer(provider.issuer())
                                .claim("nonce", flow.nonce())
                                .build(),
                        Set.of("sub", "aud", "exp", "iat"))
                .claims(idToken(is.metadata(), code, flow));
        forUs(claims);
        return new Identity(
                provider.identityProvider(),
                Objects.requireNonNull(claims.getSubject()),
                Objects.toString(claims.getClaim("email"), ""),
                false);
    }

    /// A token for several must say that it was made for us (§3.1.3.7).
    private void forUs(JWTClaimsSet claims) {
        Object party = claims.getClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(provider.clientId())) {
            LOG.warn("a token was made for another party provider={}", provider.name());
            throw IntegrationProblems.identityRefused().exception();
        }
    }

    private String idToken(Metadata metadata, String code, Flow flow) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", callback.toString());
        fields.put("code_verifier", flow.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(metadata.token())
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json");
        if (provider.clientSecret().isEmpty() || metadata.secretInBody()) {
            fields.put("client_id", provider.clientId());
        }
        if (!provider.clientSecret().isEmpty()) {
            if (metadata.secretInBody()) {
                fields.put("client_secret", provider.clientSecret());
            } else {
                request.header("authorization", "Basic " + basic());
            }
        }
        return token(
                request.POST(HttpRequest.BodyPublishers.ofString(form(fields))).build());
    }

    private String token(HttpRequest request) {
        Outward.Reply reply = reply(request);
        if (reply.status() / 100 == 4) {
            LOG.warn("a code was refused provider={} status={}", provider.name(), reply.status());
            throw IntegrationProblems.identityRefused().exception();
        }
        try {
            String token = reply.json().path("id_token").asText();
            if (reply.ok() && !token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        throw unavailable(new IOException("no token, status " + reply.status()));
    }

    /// RFC 6749 §2.3.1 has both encoded like a form before they are joined.
    private String basic() {
        String joined = WayBack.encoded(provider.clientId()) + ":" + WayBack.encoded(provider.clientSecret());
        return Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    private Known known() {
        Known is = known;
        if (fresh(is)) {
            return Objects.requireNonNull(is);
        }
        lock.lock();
        try {
            if (!fresh(known)) {
                known = discover();
            }
            return Objects.requireNonNull(known);
        } finally {
            lock.unlock();
        }
    }

    private boolean fresh(@Nullable Known is) {
        return is != null && time.instant().isBefore(is.until());
    }

    private Known discover() {
        String issuer = provider.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Outward.Reply reply = reply(HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                .build());
        try {
            JsonNode document = reply.json();
            Metadata metadata = Metadata.of(document, issuer);
            Known before = known;
            JWSKeySelector<SecurityContext> keys =
                    before != null && before.metadata().keys().equals(metadata.keys())
                            ? before.keys()
                            : RemoteKeys.at(metadata.keys(), outward, request -> request);
            return new Known(metadata, keys, time.instant().plus(METADATA_KEPT));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Outward.Reply reply(HttpRequest request) {
        try {
            return outward.send(request);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private RuntimeException unavailable(IOException why) {
        LOG.warn("a provider does not answer provider={}", provider.name(), why);
        return IntegrationProblems.providerUnavailable().exception();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + WayBack.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
