package com.matrixos.base.ids;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Makes bearer tokens and the digests under which they are stored. Safe for use from any thread.
public final class Tokens {
    /// 256 bits: guessing is out of reach, so a plain digest (no salt, no stretching) is enough to store
    /// it.
    private static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /// A new token: the prefix, then 43 characters of URL-safe base64.
    public static String random(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// SHA-256 of the token's UTF-8 bytes as 64 lower-case hexadecimal digits.
    public static String sha256(String token) {
        return HexFormat.of().formatHex(digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether two secrets are the same, in time that does not depend on where they differ.
    public static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                digest(a.getBytes(StandardCharsets.UTF_8)), digest(b.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
