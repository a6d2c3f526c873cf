package com.matrixos.platform.access;

import com.matrixos.platform.containers.Handle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A browser's right to one handle. The token that proves it is not part of it.
///
/// @param id how its owner calls it when they end it
/// @param handle the one handle it opens
/// @param accountId whose it is; null when it came from a link that the operator printed
/// @param siteSession the site's session it was opened from and ends with, or null likewise
/// @param rights what it allows
/// @param createdAt when it began; for sessions of older versions, when it was read
/// @param expiresAt when it ends, used or not
public record Session(
        String id,
        Handle handle,
        @Nullable String accountId,
        @Nullable String siteSession,
        Rights rights,
        Instant createdAt,
        Instant expiresAt) {}
