package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// A browser that is signed in, to the site or on a computer.
///
/// @param kind `site` or `computer`
/// @param current whether it is the one that asks
/// @param lastSeenAt null when that is not known, as with computers
/// @param userAgent null when it is somebody else's
/// @param address null when it is somebody else's
/// @param handle whose it is when it is somebody else's; null for one's own, and for a link of the operator's
/// @param computer on whose computer; null for the site
public record OpenSession(
        String id,
        String kind,
        boolean current,
        String createdAt,
        @Nullable String lastSeenAt,
        String expiresAt,
        @Nullable String userAgent,
        @Nullable String address,
        @Nullable String handle,
        @Nullable String computer) {}
