package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// A code of the app.
///
/// @param code six digits
public record CodeConfirmation(@Nullable String code) {
    /// Without what is secret in it, so that none gets into a log by way of this record.
    @Override
    public String toString() {
        return "CodeConfirmation";
    }
}
