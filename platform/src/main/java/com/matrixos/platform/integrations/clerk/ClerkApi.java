package com.matrixos.platform.integrations.clerk;

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
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clerk's backend API. Safe for use from any thread; calls block.
final class ClerkApi {
    private static final Logger LOG = LoggerFactory.getLogger(ClerkApi.class);

    private final ClerkSettings settings;
    private final Set<String> parties;
    private final Outward outward;
    private final JWSKeySelector<SecurityContext> keys;

    /// @param parties the origins whose pages may ask for tokens
    ClerkApi(ClerkSettings settings, Set<String> parties, Outward outward) {
        this.settings = settings;
        this.parties = Set.copyOf(parties);
        this.outward = outward;
        this.keys = RemoteKeys.at(at("/v1/jwks"), outward, this::authorized);
    }

    /// Whose session token this is: signed by the application, in time, and made for a page of ours. Without the last
    /// (`azp`), a page on somebody's computer could have one made for whoever visits it: it is of the same site as
    /// ours, and Clerk serves those. It could also keep its origin from being told, so a token that names none is
    /// refused too.
    ///
    /// @return the user's id
    /// @throws com.matrixos.base.http.ProblemException 401 when it proves nothing, 503 when Clerk does not answer
    String subject(String token) {
        JWTClaimsSet claims = new Proof(
                        keys,
                        null,
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("sub", "exp", "nbf", "iat", "azp"))
                .claims(token);
        boolean ours = parties.contains(Objects.toString(claims.getClaim("azp"), ""));
        if (!ours || "pending".equals(claims.getClaim("sts"))) {
            LOG.warn("a session token was refused azp={} sts={}", claims.getClaim("azp"), claims.getClaim("sts"));
            throw IntegrationProblems.identityRefused().exception();
        }
        return Objects.requireNonNull(claims.getSubject());
    }

    /// The user of that id.
    ///
    /// @throws com.matrixos.base.http.ProblemException 401 when there is none or they are barred, 503 when Clerk
    /// does not answer
    ClerkUser user(String id) {
        if (!id.matches("[A-Za-z0-9_]{1,100}")) {
            throw IntegrationProblems.identityRefused().exception();
        }
        try {
            Outward.Reply reply = outward.send(
                    authorized(HttpRequest.newBuilder(at("/v1/users/" + id))).build());
            if (reply.status() == 404) {
                throw IntegrationProblems.identityRefused().exception();
            }
            if (!reply.ok()) {
                throw new IOException("status " + reply.status());
            }
            ClerkUser user = ClerkUser.of(reply.json());
            if (user.barred() || !user.id().equals(id)) {
                throw IntegrationProblems.identityRefused().exception();
            }
            return user;
        } catch (IOException e) {
            LOG.warn("Clerk does not answer", e);
            throw IntegrationProblems.providerUnavailable().exception();
        }
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.header("authorization", "Bearer " + settings.secretKey());
    }

    private URI at(String path) {
        String base = settings.api().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
