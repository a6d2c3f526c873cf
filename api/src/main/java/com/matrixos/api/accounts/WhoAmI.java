package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Who is signed in, and where: the answer of `GET /api/session`.
///
/// @param account null when nobody is
/// @param host what the site must know of this host
public record WhoAmI(@Nullable AccountRecord account, HostRecord host) {}
