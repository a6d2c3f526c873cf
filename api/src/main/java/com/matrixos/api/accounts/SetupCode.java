package com.matrixos.api.accounts;

/// The code that makes the first user admin, once.
///
/// @param url of the page with the code filled in
public record SetupCode(String code, String url) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "SetupCode";
    }
}
