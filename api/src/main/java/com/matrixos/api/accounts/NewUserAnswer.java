package com.matrixos.api.accounts;

/// An account that was made for somebody.
///
/// @param resetLink opens once a page on which they set their password
public record NewUserAnswer(AccountRecord account, String resetLink) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "NewUserAnswer";
    }
}
