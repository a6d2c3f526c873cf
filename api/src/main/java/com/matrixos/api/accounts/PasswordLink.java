package com.matrixos.api.accounts;

/// A link that opens once a page on which a password is set.
///
/// @param expiresAt after which it is dead
public record PasswordLink(String url, String expiresAt) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "PasswordLink";
    }
}
