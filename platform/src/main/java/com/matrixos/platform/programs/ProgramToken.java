package com.matrixos.platform.programs;

import com.matrixos.platform.access.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token that an account made for a program. The token itself is not part of it.
///
/// @param id how its owner calls it when they end it
/// @param name what its owner called it
/// @param lastUsedAt exact to a minute; null for never
/// @param expiresAt null for never
public record ProgramToken(
        String id,
        String accountId,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {
    public ProgramToken {
        scopes = Set.copyOf(scopes);
    }

    boolean good(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    ProgramToken usedAt(Instant now) {
        return new ProgramToken(id, accountId, name, scopes, createdAt, now, expiresAt);
    }
}
