package com.matrixos.api.accounts;

/// What an app for codes needs.
///
/// @param secret in base32, for typing
/// @param uri `otpauth://…`
/// @param qr the same as an SVG picture
public record TotpSetup(String secret, String uri, String qr) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "TotpSetup";
    }
}
