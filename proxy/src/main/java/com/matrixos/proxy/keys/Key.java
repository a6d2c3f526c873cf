package com.matrixos.proxy.keys;

import com.matrixos.base.ids.Tokens;

/// One key of the operator's for the upstream.
///
/// @param value the secret itself; goes into the request's header and nowhere else
public record Key(String value) {
    private static final int FINGERPRINT_LENGTH = 8;

    /// @throws IllegalArgumentException when it is not visible ASCII characters; without the text
    public Key {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key consists of visible ASCII characters without blanks");
        }
    }

    /// Names the key in logs: the first 8 hexadecimal digits of its SHA-256, too few to find it by.
    public String fingerprint() {
        return Tokens.sha256(value).substring(0, FINGERPRINT_LENGTH);
    }

    /// The fingerprint, so that no key gets into a log by way of this record.
    @Override
    public String toString() {
        return "Key[" + fingerprint() + "]";
    }
}
