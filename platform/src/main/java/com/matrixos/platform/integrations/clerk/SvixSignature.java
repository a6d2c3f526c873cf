package com.matrixos.platform.integrations.clerk;

import com.matrixos.base.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of webhooks that Clerk sends by way of Svix: HMAC-SHA256 over `{id}.{timestamp}.{body}`, in base64,
/// in the headers `svix-id`, `svix-timestamp` (seconds) and `svix-signature` (`v1,…`, several with blanks between while
/// keys are rotated). The secret is `whsec_` and the key in base64. Source: Svix, "How to verify webhooks manually".
public final class SvixSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SecretKeySpec key;
    private final InstantSource time;

    /// @throws IllegalArgumentException when the secret is none of Svix's
    public SvixSignature(String secret, InstantSource time) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("CLERK_WEBHOOK_SIGNING_SECRET must begin with whsec_");
        }
        this.key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM);
        this.time = time;
    }

    /// Whether the call with this body is signed with our key, and in the last or next five minutes.
    boolean holds(Call call, byte[] body) {
        String id = call.header("svix-id").orElse("");
        String timestamp = call.header("svix-timestamp").orElse("");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}") || !recent(Long.parseLong(timestamp))) {
            return false;
        }
        byte[] expected = sign(id + "." + timestamp + ".", body);
        return Stream.of(call.header("svix-signature").orElse("").split(" ", -1))
                .filter(signature -> signature.startsWith("v1,"))
                .anyMatch(signature -> MessageDigest.isEqual(
                        expected, signature.substring("v1,".length()).getBytes(StandardCharsets.US_ASCII)));
    }

    private boolean recent(long seconds) {
        return Duration.between(Instant.ofEpochSecond(seconds), time.instant())
                        .abs()
                        .compareTo(SKEW)
                <= 0;
    }

    private byte[] sign(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
