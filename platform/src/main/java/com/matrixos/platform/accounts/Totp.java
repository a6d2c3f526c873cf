package com.matrixos.platform.accounts;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.matrixos.base.ids.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/// Codes of an app (RFC 6238): six digits, a new one every 30 s, with SHA-1, which is all that some apps can.
/// Knows nothing of accounts; safe for use from any thread.
final class Totp {
    /// As long as the digest (RFC 4226 §4, R6).
    private static final int SECRET_BYTES = 20;

    /// Clocks differ, and codes take a moment to type (RFC 6238 §5.2).
    private static final int STEPS_OFF = 1;

    private static final String ALGORITHM = TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    private Totp() {}

    /// A new secret in base32.
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new Base32().encodeToString(bytes).replace("=", "");
    }

    /// What an app reads from a picture (the Key Uri Format of Google Authenticator).
    static String uri(String secret, String issuer, String account) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + secret + "&issuer="
                + encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
    }

    /// The step whose code this is, if it is one of those that count now and is newer than another.
    static OptionalLong step(String secret, String code, Instant now, long newerThan) {
        long present = now.getEpochSecond() / GENERATOR.getTimeStep().toSeconds();
        return LongStream.rangeClosed(present - STEPS_OFF, present + STEPS_OFF)
                .filter(step -> step > newerThan && Tokens.same(code(secret, step), code))
                .findFirst();
    }

    /// The code of a step.
    static String code(String secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), ALGORITHM),
                    Instant.EPOCH.plus(GENERATOR.getTimeStep().multipliedBy(step)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a secret of ours is a key", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
