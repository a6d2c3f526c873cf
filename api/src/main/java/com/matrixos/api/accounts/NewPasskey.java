package com.matrixos.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Adds a passkey.
///
/// @param challengeId of the ceremony
/// @param name what its owner calls it
/// @param credential `PublicKeyCredential.toJSON()`
public record NewPasskey(
        @Nullable String challengeId,
        @Nullable String name,
        @Nullable JsonNode credential) {}
