package com.matrixos.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;

/// The beginning of a WebAuthn ceremony.
///
/// @param challengeId to be sent back with the credential
/// @param publicKey what `navigator.credentials` takes, as JSON (WebAuthn Level 3 §5.1.8)
public record CeremonyRecord(String challengeId, JsonNode publicKey) {}
