package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Asks for a link with which a password is set.
///
/// @param identifier handle or e-mail address
public record ResetRequest(@Nullable String identifier) {}
