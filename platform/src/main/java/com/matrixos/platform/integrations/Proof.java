package com.matrixos.platform.integrations;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether a provider's token proves what it says: signature, issuer, audience, times.
///
/// @param keys of the provider
/// @param audience for whom the token must be; null when it names nobody
/// @param exact claims that must be there with just these values
/// @param required claims that must be there
public record Proof(
        JWSKeySelector<SecurityContext> keys, @Nullable String audience, JWTClaimsSet exact, Set<String> required) {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);

    /// How far the clocks may be apart, in seconds.
    private static final int SKEW = 60;

    /// The token's claims.
    ///
    /// @throws com.matrixos.base.http.ProblemException 401 when it proves nothing, 503 when the keys cannot be had
    public JWTClaimsSet claims(String token) {
        var verifier = new DefaultJWTClaimsVerifier<SecurityContext>(
                audience == null ? null : Set.of(audience), exact, required, Set.of());
        verifier.setMaxClockSkew(SKEW);
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier(verifier);
        try {
            return processor.process(token, null);
        } catch (RateLimitReachedException e) {
            throw refused(e);
        } catch (KeySourceException e) {
            LOG.warn("a provider's keys cannot be had issuer={}", exact.getIssuer(), e);
            throw IntegrationProblems.providerUnavailable().exception();
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw refused(e);
        }
    }

    private RuntimeException refused(Exception why) {
        LOG.warn("a provider's token was refused issuer={} reason={}", exact.getIssuer(), why.getMessage());
        return IntegrationProblems.identityRefused().exception();
    }
}
