package com.matrixos.platform.integrations.inngest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key that Inngest and we have in common: `signkey-prod-` and hexadecimal digits.
///
/// @param prefix up to the last hyphen, with it
/// @param digits the rest. The HMAC's key is their text, not what they stand for; the digest for the `Authorization`
/// header is taken of what they stand for
record SigningKey(String prefix, String digits) {
    private static final Pattern FORM = Pattern.compile("(signkey-\\w+-)((?:[0-9a-fA-F]{2})+)");
    private static final String ALGORITHM = "HmacSHA256";

    /// @throws IllegalArgumentException when it is none
    static SigningKey parse(String name, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " must be signkey-…- and hexadecimal digits");
        }
        return new SigningKey(matcher.group(1), matcher.group(2));
    }

    /// HMAC-SHA256 of the data and the digits of the time, in hexadecimal.
    ///
    /// @param data a body in canonical form; none for a request without one
    String sign(byte[] data, String seconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(digits.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            mac.update(data);
            return HexFormat.of().formatHex(mac.doFinal(seconds.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /// As it is sent to Inngest's API: the prefix, and the digest of the rest.
    String hashed() {
        return prefix + digest();
    }

    /// Enough of the digest to tell keys apart.
    String shortDigest() {
        return digest().substring(0, 12);
    }

    private String digest() {
        try {
            byte[] key = HexFormat.of().parseHex(digits);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return prefix + "…";
    }
}
