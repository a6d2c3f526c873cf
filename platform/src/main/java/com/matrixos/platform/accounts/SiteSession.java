package com.matrixos.platform.accounts;

import java.time.Instant;

/// A browser in which somebody is signed in to the site. The token that proves it is not part of it.
///
/// @param id how its owner calls it when they end it
/// @param accountId who is signed in
/// @param lastSeenAt exact to a minute
/// @param expiresAt when it ends, used or not
/// @param userAgent what the browser called itself, cut short
/// @param address where it signed in from
public record SiteSession(
        String id,
        String accountId,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String userAgent,
        String address) {}
