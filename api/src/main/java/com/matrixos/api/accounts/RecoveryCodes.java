package com.matrixos.api.accounts;

import java.util.List;

/// Codes for the day on which the app is lost; the only document that ever holds them.
///
/// @param recoveryCodes each good for one sign-in
public record RecoveryCodes(List<String> recoveryCodes) {
    public RecoveryCodes {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    /// Without the codes.
    @Override
    public String toString() {
        return "RecoveryCodes";
    }
}
