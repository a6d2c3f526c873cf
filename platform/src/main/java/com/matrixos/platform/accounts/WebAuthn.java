package com.matrixos.platform.accounts;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebAuthn Level 3, by webauthn4j: what authenticators are asked and whether what they sign is good.
/// Attestation is not asked for: which make of authenticator somebody has is none of our business. Knows
/// nothing of the database; safe for use from any thread.
final class WebAuthn {
    private static final Logger LOG = LoggerFactory.getLogger(WebAuthn.class);

    private static final long TIMEOUT_MS = Duration.ofMinutes(5).toMillis();

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private final ObjectConverter json = new ObjectConverter();
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(json);
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(json);
    private final RelyingParty site;

    WebAuthn(RelyingParty site) {
        this.site = site;
    }

    /// A credential as it is stored.
    ///
    /// @param id base64url
    /// @param credential attested credential data, base64url
    record Stored(String id, String credential, long signCount, boolean verified, boolean eligible, boolean backedUp) {}

    /// A good signature.
    ///
    /// @param userHandle whom the authenticator took it for; empty when it did not say
    /// @param verified whether it made sure of the person, by a finger or a PIN
    record Signed(String userHandle, long signCount, boolean verified, boolean backedUp) {}

    /// What an authenticator is asked to make, as JSON.
    String creation(byte[] challenge, Account account, List<String> existing) {
        return json.getJsonMapper()
                .writeValueAsString(new PublicKeyCredentialCreationOptions(
                        new PublicKeyCredentialRpEntity(site.id(), site.name()),
                        new PublicKeyCredentialUserEntity(
                                account.id().getBytes(StandardCharsets.UTF_8),
                                account.handle().text(),
                                account.handle().text()),
                        new DefaultChallenge(challenge),
                        ALGORITHMS,
                        TIMEOUT_MS,
                        existing.stream().map(WebAuthn::descriptor).toList(),
                        new AuthenticatorSelectionCriteria(
                                null, true, ResidentKeyRequirement.REQUIRED, UserVerificationRequirement.PREFERRED),
                        AttestationConveyancePreference.NONE,
                        null));
    }

    /// What an authenticator is asked to sign, as JSON. It names no credential: the authenticator knows which
    /// it has for this site, and so nobody need say who they are.
    String request(byte[] challenge) {
        return json.getJsonMapper()
                .writeValueAsString(new PublicKeyCredentialRequestOptions(
                        new DefaultChallenge(challenge),
                        TIMEOUT_MS,
                        site.id(),
                        List.of(),
                        UserVerificationRequirement.PREFERRED,
                        null));
    }

    /// The credential that was made; empty when it is not what was asked for.
    Optional<Stored> register(byte[] challenge, String answer) {
        try {
            RegistrationData data = manager.verifyRegistrationResponseJSON(
                    answer, new RegistrationParameters(server(challenge), ALGORITHMS, false, true));
            return stored(Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData());
        } catch (RuntimeException e) {
            return notGood(e);
        }
    }

    /// Which credential an answer says that it is of, in base64url.
    Optional<String> credentialId(String answer) {
        try {
            return Optional.ofNullable(
                            manager.parseAuthenticationResponseJSON(answer).getCredentialId())
                    .map(WebAuthn::encoded);
        } catch (RuntimeException e) {
            return notGood(e);
        }
    }

    /// The signature, if the credential made it over what was asked, on a page of the site, and was not
    /// copied: its counter has gone up, or it has none.
    Optional<Signed> verify(byte[] challenge, String answer, Stored stored) {
        try {
            AuthenticationData data = manager.verifyAuthenticationResponseJSON(
                    answer, new AuthenticationParameters(server(challenge), record(stored), null, false, true));
            AuthenticatorData<?> said = Objects.requireNonNull(data.getAuthenticatorData());
            return Optional.of(new Signed(userHandle(data), said.getSignCount(), said.isFlagUV(), said.isFlagBS()));
        } catch (RuntimeException e) {
            return notGood(e);
        }
    }

    /// Beside its own exceptions the library throws whatever comes of parts that are missing. All of it means
    /// the same: somebody sent what no authenticator of theirs has made for us.
    private static <T> Optional<T> notGood(RuntimeException e) {
        LOG.debug("not a good answer of an authenticator", e);
        return Optional.empty();
    }

    private Optional<Stored> stored(AuthenticatorData<?> said) {
        return Optional.ofNullable(said.getAttestedCredentialData())
                .map(data -> new Stored(
                        encoded(data.getCredentialId()),
                        encoded(credentials.convert(data)),
                        said.getSignCount(),
                        said.isFlagUV(),
                        said.isFlagBE(),
                        said.isFlagBS()));
    }

    private CredentialRecord record(Stored stored) {
        AttestedCredentialData data = credentials.convert(Base64.getUrlDecoder().decode(stored.credential()));
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                stored.verified(),
                stored.eligible(),
                stored.backedUp(),
                stored.signCount(),
                data,
                null,
                null,
                null,
                null);
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(site.origin()))
                .rpId(site.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static PublicKeyCredentialDescriptor descriptor(String id) {
        return new PublicKeyCredentialDescriptor(
                PublicKeyCredentialType.PUBLIC_KEY, Base64.getUrlDecoder().decode(id), null);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String userHandle(AuthenticationData data) {
        return Optional.ofNullable(data.getUserHandle())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }
}
