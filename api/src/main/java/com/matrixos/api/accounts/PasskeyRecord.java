package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// A passkey as its owner sees it.
///
/// @param lastUsedAt null when it was not used yet
public record PasskeyRecord(
        String id, String name, String createdAt, @Nullable String lastUsedAt) {}
