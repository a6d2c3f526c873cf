package com.matrixos.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Signs in with a passkey.
///
/// @param challengeId of the ceremony
/// @param credential `PublicKeyCredential.toJSON()`
public record PasskeyAnswer(
        @Nullable String challengeId, @Nullable JsonNode credential) {}
